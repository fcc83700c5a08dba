"""The words pages print around their articles, as data (``furniture.toml``)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicons import lexicon

_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\xa0": " ", "\0": None})
_EDGES = " \t:.|•·»›>*-–—!?…#_"
_NUMBER = re.compile(r"[\s(\[]*\d+[)\]]*")
_MAX_HEAD_CHARS = 60
_MIN_TERMS = 2
#: A longer line says something of its own even if such words stand in it.
_MAX_LINE_CHARS, _BEGINNING = 400, 60


class _Table(NamedTuple):
    """Phrases to kinds, and a pattern that finds any of them."""

    kinds: dict[str, str]
    pattern: re.Pattern[str]


class _Phrases(NamedTuple):
    heads: dict[str, str]
    openings: _Table
    lines: _Table
    errors: re.Pattern[str]
    terms: re.Pattern[str]
    buttons: frozenset[str]


@cache
def _phrases() -> _Phrases:
    data = lexicon("articles/furniture.toml")
    return _Phrases(
        heads={phrase.strip(_EDGES): kind for phrase, kind in _kinds(data["heads"]).items()},
        openings=_table(data["openings"]),
        lines=_table(data["lines"]),
        errors=re.compile(_any_of(data["errors"]["titles"])),
        terms=re.compile(rf"\b(?:{_any_of(data['consent']['terms'])})"),
        buttons=frozenset(data["consent"]["buttons"]),
    )


def _kinds(data: dict[str, list[str]]) -> dict[str, str]:
    return {phrase: kind for kind, phrases in data.items() for phrase in phrases}


def _table(data: dict[str, list[str]]) -> _Table:
    kinds = _kinds(data)
    return _Table(kinds, re.compile(_any_of(kinds)))


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    # A phrase that ends in a letter ends at a word's end: "ad" does not begin "Adams".
    return "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in longest_first)


@lru_cache(maxsize=256)  # the same few lines are folded by several rules in a row
def fold(text: str) -> str:
    """Return `text` in lower case, with plain quotation marks and single spaces."""
    return _SPACE.sub(" ", text.translate(_PLAIN)).strip().lower()


def head_kind(text: str) -> str | None:
    """Return the furniture kind that a line opens, such as ``comments`` for "Comments (3)"."""
    if len(text) > _MAX_HEAD_CHARS:
        return None
    plain = _NUMBER.sub("", fold(text)).strip(_EDGES)
    openings = _phrases().openings
    if begun := openings.pattern.match(plain):
        return openings.kinds[begun.group()]
    return _phrases().heads.get(plain)


def line_kind(text: str) -> str | None:
    """Return what a line says of the article, else None.

    ``correction``, ``paywall`` for one that asks for money or a login to read on, ``login`` for
    one that may stand beside such a line, or ``print`` for one that says where a print is from.
    """
    if len(text) > _MAX_LINE_CHARS:
        return None
    found = _phrases().lines.pattern.match(fold(text[:_BEGINNING]).lstrip(" •·*-–—»›>[("))
    return _phrases().lines.kinds[found.group()] if found else None


def is_error(title: str) -> bool:
    """Whether a title is that of a page that has no article ("Page not found")."""
    return bool(_phrases().errors.match(fold(title)))


def asks_consent(text: str) -> bool:
    """Whether a text has several of the words of a notice about cookies and personal data."""
    return len(set(_phrases().terms.findall(fold(text)))) >= _MIN_TERMS


def is_consent_button(text: str) -> bool:
    """Whether a line is what such a notice has on its buttons ("Accept all")."""
    return len(text) <= _MAX_HEAD_CHARS and fold(text).strip(_EDGES) in _phrases().buttons
