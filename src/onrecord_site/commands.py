"""The commands `demo`, `serve`, `deliver` and `bounces`.

The engine's command line finds them as entry points.
"""

import itertools
import os
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import click

from onrecord import settings
from onrecord.captures.capture import count_pages
from onrecord.cli.runs import Run
from onrecord.errors import MissingInputError

#: Folder in DATA_DIR where the examples are kept apart from the newsroom's own pages.
EXAMPLES_FOLDER = "demo"
#: As many stories, the latest, are listed after a run.
STORIES_SHOWN = 50


@click.command()
def serve() -> None:
    """Serve the newsroom and the readers' site until Ctrl-C.

    The first run makes the database, the pages and an editor, whose password is printed once.
    """
    from onrecord_site.server import check_address, run_server
    from onrecord_site.set_up import set_up

    check_address()
    set_up()
    _tell_first_editor()
    _tell_address()
    run_server()


@click.command()
@click.argument("pages", metavar="[PAGE]...", nargs=-1)
@click.option(
    "--serve/--no-serve", "serves", default=True, show_default=True,
    help="Serve the site afterwards, until Ctrl-C.",
)  # fmt: skip
@click.option(
    "--again", is_flag=True, help="Read pages anew that were read before; decisions are kept."
)
def demo(pages: tuple[str, ...], *, serves: bool, again: bool) -> None:
    """Go the whole way: read pages, show their stories, serve the site.

    Without PAGE the examples are read, into a newsroom of their own: the folder `demo` in
    DATA_DIR. Pages given go into the newsroom that `onrecord serve` serves. Pages that were
    read before are not read again, so a second run is quick, and finishes one that was killed.
    """
    if not pages:
        pages = (str(_examples()),)
        _keep_examples_apart()
    from onrecord_site.server import check_address, run_server
    from onrecord_site.set_up import set_up

    if serves:
        check_address()
    set_up()
    run = Run(pages, "table")
    _read_into_newsroom(pages, run, again=again)
    _tell_first_editor()
    if serves:
        _tell_address()
        run_server()
    run.finish()


@click.command()
@click.option(
    "--every", "pause", metavar="SECONDS", type=click.IntRange(min=1),
    help="Go on until Ctrl-C, with this pause. Without it, what is due now is sent once.",
)  # fmt: skip
def deliver(pause: int | None) -> None:
    """Send what is due: pings of feeds, alerts, newsletters.

    It can be stopped and started at any moment: nobody is mailed the same thing twice.
    """
    from onrecord_site.set_up import set_up

    set_up()
    from onrecord_site.delivering import send_what_is_due

    while True:
        done = send_what_is_due()
        if told := ", ".join(f"{count} {what}" for what, count in done.items() if count):
            click.echo(told, err=True)
        if pause is None:
            return
        time.sleep(pause)


@click.command()
@click.argument("mails", metavar="FILE...", nargs=-1, required=True, type=click.File("rb"))
def bounces(mails: tuple[BinaryIO, ...]) -> None:
    """Read mails that came back, one in each FILE, `-` for standard input.

    An address that cannot be delivered to gets no more alerts and newsletters. Mail that is not
    a bounce of this site's own mail changes nothing.
    """
    from onrecord_site.set_up import set_up

    set_up()
    from onrecord_site.mail.bounces import heed_bounce

    for mail in mails:
        for email in heed_bounce(mail.read()):
            click.echo(email)


def _read_into_newsroom(pages: Sequence[str], run: Run, *, again: bool) -> None:
    from onrecord import pipeline
    from onrecord.cli.tables import show_stories
    from onrecord_site.newsroom.publisher import NewsroomPublisher

    # A page is known again by its whole path, from whatever folder the command is run.
    inputs = [str(Path(page).resolve()) if Path(page).exists() else page for page in pages]
    ticks = run.track(itertools.repeat(None), "Reading", count_pages(pages))
    publisher = NewsroomPublisher(read_again=again, on_page=lambda: next(ticks))
    pipeline.run(inputs, publisher, run.on_problem)
    ticks.close()
    stories = publisher.stories(most=STORIES_SHOWN)
    kept = publisher.kept({name for story in stories for name in story.articles})
    show_stories(run.console(), stories, kept.statements, kept.articles)


def _examples() -> Path:
    """Return the example pages: shipped in the package, or those of the checkout."""
    package = Path(str(resources.files("onrecord")))
    for folder in (package / "examples", package.parents[1] / "examples"):
        if folder.is_dir():
            return folder
    raise MissingInputError("The example pages are missing. Name pages: onrecord demo FOLDER")


def _keep_examples_apart() -> None:
    """Point the settings at the newsroom of the examples, for this process and its workers."""
    os.environ["ONRECORD_DATA_DIR"] = str(Path(settings.get("DATA_DIR")) / EXAMPLES_FOLDER)
    os.environ["ONRECORD_DATABASE_URL"] = ""


def _tell_first_editor() -> None:
    from onrecord_site.set_up import FIRST_EDITOR, make_first_editor

    if password := make_first_editor():
        click.echo(f"\nEditor: {FIRST_EDITOR}   password: {password}   (shown this once)")


def _tell_address() -> None:
    host = str(settings.get("HOST"))
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.get('PORT')}"
    click.echo(f"\nStories: {address}/\nNewsroom: {address}/admin/\nCtrl-C stops the server.")
