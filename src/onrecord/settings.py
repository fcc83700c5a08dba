"""Every setting of Onrecord in one table.

A setting is read from the environment as ``ONRECORD_<NAME>`` when it is asked for, never at
import. ``onrecord settings`` prints the table with the values in force, secrets hidden, and
``docs/reference/settings.md`` is generated from it.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import SettingsError


def _boolean(text: str) -> bool:
    truths = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return truths[text.strip().lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _positive(text: str) -> int:
    if (number := int(text)) <= 0:
        raise ValueError(text)
    return number


def _not_negative(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _security(text: str) -> str:
    if text not in ("none", "starttls", "tls"):
        raise ValueError(text)
    return text


def _use(text: str) -> str:
    if text not in ("all", "search", "none"):
        raise ValueError(text)
    return text


def _contact(text: str) -> str:
    """An address that people can write to or open; on one line, for a file of lines."""
    if text and (not text.startswith(("mailto:", "https://", "tel:")) or len(text.split()) > 1):
        raise ValueError(text)
    return text


def _pairs(text: str) -> dict[str, str]:
    """Words of the form NAME=value; a word without "=" is an error."""
    return dict(word.split("=", 1) for word in _words(text))


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: `parse` turns the environment's text into a value of the named `type`."""

    name: str
    type: str
    default: str
    help: str
    unit: str = ""
    secret: bool = False
    parse: Callable[[str], Any] = str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"ONRECORD_{self.name}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATA_DIR", "path", "onrecord-data",
        "Folder of the newsroom's database, its secret key and uploaded images.", parse=Path,
    ),
    Setting(
        "DATABASE_URL", "url", "",
        "Database of the newsroom, such as postgres://user:password@host/name. "
        "Empty: SQLite in DATA_DIR.", secret=True,
    ),
    Setting(
        "SECRET_KEY", "text", "",
        "Signs sessions and forms. Empty: one is made on the first run and kept in DATA_DIR.",
        secret=True,
    ),
    Setting(
        "DEBUG", "boolean", "false",
        "Show error details in the browser. Never on a public site.", parse=_boolean,
    ),
    Setting(
        "ALLOWED_HOSTS", "names", "localhost 127.0.0.1 [::1]",
        "Host names the site answers to.", parse=_words,
    ),
    Setting(
        "SITE_URL", "url", "http://127.0.0.1:8000",
        "Public address of the site, without a slash at the end.",
    ),
    Setting("SITE_NAME", "text", "Onrecord", "Name of the newsroom on its pages."),
    Setting(
        "AI_USE", "text", "search",
        "What language models may do with the site, as robots.txt and license.xml say: `all`, "
        "`search` (find it and answer from it, not be trained on it), or `none`.", parse=_use,
    ),
    Setting(
        "SECURITY_CONTACT", "address", "",
        "Whom to tell of a hole, for security.txt: mailto:security@example.org, or an https "
        "address. Empty: there is no such file.", parse=_contact,
    ),
    Setting(
        "LANGUAGES", "names", "en",
        "Languages of the site's own words, the main one first, such as `en de`. Editors can "
        "choose others.", parse=_words,
    ),
    Setting("HOST", "text", "127.0.0.1", "Address the server listens on."),
    Setting("PORT", "number", "8000", "Port the server listens on.", parse=_positive),
    Setting(
        "WORKERS", "number", "1",
        "Processes that answer requests: one for each processor core is right.", parse=_positive,
    ),
    Setting(
        "PAGE_CACHE", "number", "64",
        "Memory for finished pages, in each of these processes. 0: every page is made anew.",
        unit="megabytes", parse=_not_negative,
    ),
    Setting(
        "MAX_PAGE_BYTES", "number", "20000000",
        "A larger page is refused and reported.", unit="bytes", parse=_positive,
    ),
    Setting(
        "FETCH_TIMEOUT", "number", "20",
        "How long a site may take to answer.", unit="seconds", parse=_positive,
    ),
    Setting(
        "USER_AGENT", "text", "Onrecord/0.1 (news reader; obeys robots.txt)",
        "How Onrecord names itself to the sites it fetches from.",
    ),
    Setting(
        "WEBSUB_HUB", "url", "",
        "Hub that is told when a feed changes, such as https://hub.example.org/. Empty: none.",
    ),
    Setting(
        "MAIL_FROM", "address", "",
        "Sender of alerts and newsletters, such as news@example.org. Empty: nobody is mailed.",
    ),
    Setting(
        "MAIL_IMPRINT", "text", "",
        "Who sends the mails, with a postal address: stands at the foot of each.",
    ),
    Setting("SMTP_HOST", "text", "localhost", "Mail server that takes the mails."),
    Setting("SMTP_PORT", "number", "25", "Port of the mail server.", parse=_positive),
    Setting("SMTP_USER", "text", "", "User at the mail server. Empty: no sign-in."),
    Setting("SMTP_PASSWORD", "text", "", "Password of that user.", secret=True),
    Setting(
        "SMTP_SECURITY", "text", "none",
        "`none`, `starttls`, or `tls` from the first byte on.", parse=_security,
    ),
    Setting(
        "MAIL_PROVIDER", "text", "",
        "Provider to mail through instead, by its name in django-anymail, such as postmark. "
        "Empty: SMTP.",
    ),
    Setting(
        "MAIL_PROVIDER_SETTINGS", "pairs", "",
        "What django-anymail asks for the provider, such as POSTMARK_SERVER_TOKEN=... "
        "WEBHOOK_SECRET=user:password.", secret=True, parse=_pairs,
    ),
    Setting("LOG_FORMAT", "text", "text", "`text` for people or `json`, one object a line."),
    Setting("LOG_LEVEL", "text", "warning", "`debug`, `info`, `warning` or `error`."),
)  # fmt: skip

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def get(name: str, environment: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
    """Return the value in force of the setting `name`.

    Args:
        name: A name of the table, in capitals, without the prefix. The row decides the type.
        environment: Read instead of the process's own environment.

    Raises:
        KeyError: The table has no such setting.
        SettingsError: The environment holds a value the setting cannot take.
    """
    setting = _BY_NAME[name]
    text = (os.environ if environment is None else environment).get(setting.variable)
    try:
        return setting.parse(setting.default if text is None else text)
    except (KeyError, ValueError) as error:
        message = (
            f"{setting.variable}={text!r} is not a {setting.type}. {setting.help} "
            f"Unset it to use {setting.default!r}."
        )
        raise SettingsError(message) from error
