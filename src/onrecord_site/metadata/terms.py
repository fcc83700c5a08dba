"""What machines may do with the site, by one setting: AI_USE.

Of the words quoted here the outlets hold the rights; no term of this site gives those away.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Terms:
    """Uses in the words of RSL 1.0, and which groups of ``crawlers.toml`` are kept out."""

    permits: Sequence[str]
    prohibits: Sequence[str]
    kept_out: Sequence[str]


#: By the value of the setting.
TERMS = {
    "all": Terms(("all",), (), ()),
    "search": Terms(("search", "ai-index", "ai-input"), ("ai-train",), ("train",)),
    "none": Terms(("search",), ("ai-all",), ("train", "answer")),
}


def terms() -> Terms:
    """Return the terms in force."""
    return TERMS[settings.AI_USE]


@cache
def crawlers() -> dict[str, list[str]]:
    """Return the names of programs that read for language models, by what they read for."""
    text = resources.files(__package__).joinpath("crawlers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
