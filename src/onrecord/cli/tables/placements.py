"""Why articles are in their stories, as a table for people."""

import dataclasses
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.plain import plain
from onrecord.cli.tables.words import words
from onrecord.records import Article, Story
from onrecord.stories.explain import Placement, Shared


def show_placements(
    console: Console,
    stories: Sequence[Story],
    placements: Sequence[Placement],
    articles: Sequence[Article],
) -> None:
    """Show each article under its story, with what ties it to it and to the next story."""
    headlines = {article.id: article.headline or article.id for article in articles}
    titles = {story.id: story.headline for story in stories}
    for story in stories:
        console.print(words(story.headline, "bold"))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, leading=1)
        table.add_column("Report", ratio=2)
        table.add_column("Likeness", justify="right", no_wrap=True)
        table.add_column("Shared with the other reports", ratio=3)
        table.add_column("Next story", ratio=3)
        for placement in placements:
            if placement.story != story.id:
                continue
            table.add_row(
                words(headlines[placement.article]),
                "" if placement.likeness is None else f"{placement.likeness:.2f}",
                words(shared_words(placement.shared)),
                _next_story(placement, titles),
            )
        console.print(table)


def _next_story(placement: Placement, titles: dict[str, str]) -> Text:
    if placement.next_story is None:
        return Text("none is like it", "dim")
    head = f"{placement.next_likeness:.2f} {titles[placement.next_story]}: "
    return words(plain(head) + shared_words(placement.next_shared), "dim")


def shared_words(shared: Shared) -> str:
    """Return what is shared as people say it: ``people Ana Ruiz; dates 2025-09-11``."""
    parts = [
        f"{field.name} {', '.join(found)}"
        for field in dataclasses.fields(shared)
        if (found := getattr(shared, field.name))
    ]
    return plain("; ".join(parts))
