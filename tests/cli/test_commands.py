"""The group of commands: help, usage, settings, the site's commands, how it ends."""

import json
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from onrecord.cli.groups import SITE_INSTALL_LINE, CommandGroup
from onrecord.settings import SETTINGS

Run = Callable[..., Result]


def test_the_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in ("read", "statements", "stories", "demo", "serve", "settings"):
        assert f"\n  {name} " in result.stdout


def test_the_version_is_the_package_s(run: Run) -> None:
    assert run("--version").stdout == "onrecord 0.1.0\n"


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "--format", "xml", "a.html"], ["unknown"], ["stories", "--no-such", "a"]],
)
def test_wrong_usage_exits_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert result.stdout == ""


def test_settings_tell_the_value_in_force(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PORT", "9001")
    monkeypatch.setenv("ONRECORD_SECRET_KEY", "do-not-print")
    monkeypatch.setenv("ONRECORD_DATABASE_URL", "postgres://u:do-not-print@localhost/n")
    result = run("settings")
    assert result.exit_code == 0
    rows = {row["name"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert list(rows) == [setting.name for setting in SETTINGS]
    assert rows["PORT"] | {"help": ""} == {
        "name": "PORT", "variable": "ONRECORD_PORT", "value": 9001, "default": "8000",
        "type": "number", "unit": "", "help": "", "secret": False,
    }  # fmt: skip
    assert rows["MAX_PAGE_BYTES"]["unit"] == "bytes"
    assert "do-not-print" not in result.stdout
    assert "do-not-print" not in run("settings", "--format", "table").stdout


def test_settings_as_a_table_say_what_each_is(run: Run) -> None:
    shown = " ".join(run("settings", "--format", "table").stdout.split())
    for setting in SETTINGS:
        assert setting.variable in shown
        assert setting.help in shown


def test_a_setting_that_cannot_be_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_PORT", "eight")
    result = run("settings")
    assert result.exit_code == 2
    assert "ONRECORD_PORT='eight'" in result.stderr


@pytest.mark.parametrize("variable", ["ONRECORD_LOG_LEVEL", "ONRECORD_LOG_FORMAT"])
def test_a_log_setting_that_cannot_be_is_wrong_usage(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, "loud")
    result = run("read", tmp_path)
    assert result.exit_code == 2
    assert variable in result.stderr


@pytest.fixture
def group() -> CommandGroup:
    """A group of our own, with commands that end in each of the ways."""
    commands = CommandGroup("onrecord")

    @commands.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    @commands.command()
    def piped() -> None:
        raise BrokenPipeError(32, "Broken pipe")

    @commands.command()
    def broken_disk() -> None:
        raise OSError(28, "No space left on device")

    @commands.command()
    def without_site() -> None:
        raise ModuleNotFoundError("No module named 'wagtail.models'", name="wagtail.models")

    @commands.command()
    def with_bug() -> None:
        raise ModuleNotFoundError("No module named 'onrecrod'", name="onrecrod")

    return commands


@pytest.mark.parametrize(("name", "code"), [("interrupted", 130), ("piped", 141)])
def test_an_end_from_outside_is_quiet(group: CommandGroup, name: str, code: int) -> None:
    result = CliRunner().invoke(group, [name])
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", "")


@pytest.mark.parametrize(
    ("name", "error"), [("broken-disk", OSError), ("with-bug", ModuleNotFoundError)]
)
def test_a_bug_is_not_hidden(group: CommandGroup, name: str, error: type[Exception]) -> None:
    assert isinstance(CliRunner().invoke(group, [name]).exception, error)


def test_a_command_without_the_site_tells_how_to_get_it(group: CommandGroup) -> None:
    result = CliRunner().invoke(group, ["without-site"])
    assert result.exit_code == 1
    assert SITE_INSTALL_LINE in result.stderr


@pytest.fixture
def package_without_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution whose command imports a part of the extra that is not there."""
    (tmp_path / "newsroom_elsewhere.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'granian'\", name='granian')\n"
    )
    info = tmp_path / "newsroom_elsewhere-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: newsroom-elsewhere\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text(
        "[onrecord.commands]\nbroadcast = newsroom_elsewhere:command\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return


@pytest.mark.usefixtures("package_without_site")
def test_a_command_that_cannot_be_loaded_stays_in_the_help(run: Run) -> None:
    assert f"broadcast   Not installed: {SITE_INSTALL_LINE}" in run("--help").stdout
    result = run("broadcast", "--any", "thing")
    assert result.exit_code == 1
    assert SITE_INSTALL_LINE in result.stderr
    assert "onrecord broadcast" in result.stderr


def test_an_entry_point_is_a_click_command() -> None:
    entry_point = EntryPoint("read", "onrecord.cli.commands:read", "onrecord.commands")
    assert isinstance(entry_point.load(), click.Command)
