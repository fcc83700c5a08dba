"""The group of commands: what it loads late, and how every command ends."""

import errno
import os
import sys
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from onrecord.errors import MissingSiteError, OnrecordError, SettingsError

#: Packages outside the engine register their commands under this group of entry points.
COMMANDS_GROUP = "onrecord.commands"
#: The site and what its extra brings; a missing one of these is told as such.
SITE_PACKAGES = frozenset(
    {"dj_database_url", "django", "granian", "onrecord_site", "pyarrow", "wagtail", "whitenoise"}
)
SITE_INSTALL_LINE = 'pip install "onrecord[site]"'

USAGE_EXIT = 2
INTERRUPTED_EXIT = 130
#: What a shell reports for a program that SIGPIPE ended.
BROKEN_PIPE_EXIT = 141


class CommandGroup(click.Group):
    """Commands of the engine and, by entry point, those of the site.

    Errors raised on purpose end in one line on standard error. Ctrl-C and a reader that goes
    away (``| head``) end without a word.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, the engine's and the others'."""
        return sorted({*super().list_commands(ctx), *_site_entry_points()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name; one of the site is imported only now."""
        command = super().get_command(ctx, cmd_name)
        if command is None and (entry_point := _site_entry_points().get(cmd_name)):
            command = _load(entry_point)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command and turn the ways it can end into exit codes."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED_EXIT)
        except ModuleNotFoundError as error:
            if not _is_of_site(error):
                raise
            raise _Failure(str(_missing_site(str(ctx.invoked_subcommand)))) from error
        except SettingsError as error:
            raise _UsageFailure(str(error)) from error
        except OnrecordError as error:
            raise _Failure(str(error)) from error
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
            _forget_stdout()
            ctx.exit(BROKEN_PIPE_EXIT)
        return result


def _site_entry_points() -> dict[str, EntryPoint]:
    return {entry_point.name: entry_point for entry_point in entry_points(group=COMMANDS_GROUP)}


def _load(entry_point: EntryPoint) -> click.Command:
    try:
        command: click.Command = entry_point.load()
    except ModuleNotFoundError as error:
        if not _is_of_site(error):
            raise
        return _missing_command(entry_point.name)
    return command


def _missing_command(name: str) -> click.Command:
    """Return a stand-in that keeps the command in the help and tells how to get it."""

    def tell(**_arguments: object) -> None:
        raise _missing_site(name)

    return click.Command(
        name,
        callback=tell,
        params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        short_help=f"Not installed: {SITE_INSTALL_LINE}",
    )


def _missing_site(name: str) -> MissingSiteError:
    return MissingSiteError(
        f"`onrecord {name}` needs the newsroom, which is not installed. Run: {SITE_INSTALL_LINE}"
    )


def _is_of_site(error: ModuleNotFoundError) -> bool:
    return (error.name or "").partition(".")[0] in SITE_PACKAGES


class _Failure(click.ClickException):
    """One line on standard error, and the exit code that belongs to it."""

    exit_code = 1


class _UsageFailure(_Failure):
    """The same for what the caller has to set right."""

    exit_code = USAGE_EXIT


def _forget_stdout() -> None:
    """Point standard output at nothing, so that the flush at the end does not fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        # Not a real file: nothing is flushed to it at the end.
        return
