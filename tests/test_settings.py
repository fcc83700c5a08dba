"""One table of settings, read when asked for."""

import re
from pathlib import Path

import pytest

from onrecord import settings
from onrecord.errors import SettingsError
from onrecord.settings import SETTINGS, Setting

SOURCES = Path(settings.__file__).resolve().parent.parent


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_whole(setting: Setting) -> None:
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", setting.name)
    assert setting.help.endswith((".", "line"))
    # The default has to be a value that the setting can take.
    settings.get(setting.name, {})


def test_names_are_used_once() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_passwords_and_keys_are_secret() -> None:
    secret = {setting.name for setting in SETTINGS if setting.secret}
    assert secret == {
        "DATABASE_URL", "SECRET_KEY", "SMTP_PASSWORD", "MAIL_PROVIDER_SETTINGS",
    }  # fmt: skip


def test_the_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_PORT", raising=False)
    assert settings.get("PORT") == 8000
    monkeypatch.setenv("ONRECORD_PORT", "9000")
    assert settings.get("PORT") == 9000


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("DEBUG", "Yes", True),
        ("DEBUG", "0", False),
        ("ALLOWED_HOSTS", "a.example, b.example", ("a.example", "b.example")),
        ("DATA_DIR", "/srv/data", Path("/srv/data")),
        ("SITE_NAME", "Нова", "Нова"),
        ("MAIL_PROVIDER_SETTINGS", "A=b=c, D=e", {"A": "b=c", "D": "e"}),
    ],
)
def test_text_becomes_a_value(name: str, text: str, value: object) -> None:
    assert settings.get(name, {f"ONRECORD_{name}": text}) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "eight"),
        ("PORT", "0"),
        ("PORT", ""),
        ("DEBUG", "perhaps"),
        ("FETCH_TIMEOUT", "-1"),
        ("SMTP_SECURITY", "ssl"),
        ("MAIL_PROVIDER_SETTINGS", "no-value"),
    ],
)
def test_a_value_that_cannot_be_names_the_variable_and_the_way_out(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"ONRECORD_{name}={text!r}.*Unset it"):
        settings.get(name, {f"ONRECORD_{name}": text})


def test_an_unknown_name_is_a_bug() -> None:
    with pytest.raises(KeyError):
        settings.get("NO_SUCH_SETTING")


def test_no_module_reads_the_environment_past_the_table() -> None:
    for path in SOURCES.rglob("*.py"):
        if path.name != "settings.py":
            text = path.read_text("utf-8")
            read = re.findall(r"(?:environ\.get|getenv)\(\s*[\"']ONRECORD_\w+", text)
            read += re.findall(r"environ\[[\"']ONRECORD_\w+[\"']\](?!\s*=[^=])", text)
            assert not read, path
