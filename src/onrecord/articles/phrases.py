"""The words pages print around their articles, as data (``furniture.toml``)."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\xa0": " ", "\0": None})
_EDGES = " \t:.|•·»›>*-–—!?…#_"
#: A longer line says something of its own even if such words stand in it.
_SHORT_WORDS = 30
_MAX_CAPTION_CHARS = 400


class _Phrases(NamedTuple):
    heads: dict[str, str]
    opening_kinds: dict[str, str]
    openings: re.Pattern[str]
    lines: dict[str, str]
    line_pattern: re.Pattern[str]
    inside: dict[str, str]
    inside_pattern: re.Pattern[str]
    captions: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    table = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text("utf-8"))
    heads, openings, lines, inside = (
        {phrase: kind for kind, phrases in table[part].items() for phrase in phrases}
        for part in ("heads", "openings", "lines", "inside")
    )
    heads = {phrase.strip(_EDGES): kind for phrase, kind in heads.items()}
    ends = rf"(?:{_any_of(table['captions']['ends']).pattern})[\])/\w\s.]{{0,20}}$"
    begins = rf"^(?:{_any_of(table['captions']['begins']).pattern})"
    captions = re.compile(f"{ends}|{begins}")
    return _Phrases(
        heads, openings, _any_of(openings), lines, _any_of(lines), inside, _any_of(inside), captions
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    # A phrase that ends in a letter ends at a word's end: "ad" does not begin "Adams".
    return re.compile(
        "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in longest_first)
    )


def fold(text: str) -> str:
    """Return `text` in lower case, with plain quotation marks and single spaces."""
    return _SPACE.sub(" ", text.translate(_PLAIN)).strip().lower()


def head_kind(text: str) -> str | None:
    """Return the furniture kind that a line opens, such as ``comments`` for "Comments (3)"."""
    if len(text) > 60:
        return None
    plain = re.sub(r"[\s(\[]*\d+[)\]]*", "", fold(text)).strip(_EDGES)
    phrases = _phrases()
    if begun := phrases.openings.match(plain):
        return phrases.opening_kinds[begun.group()]
    return phrases.heads.get(plain)


def line_kind(text: str) -> str | None:
    """Return the furniture kind of a line that is furniture by itself, else None."""
    phrases = _phrases()
    plain = fold(text[:400]).lstrip(" •·*-–—»›>[(")
    if len(plain.split(maxsplit=_SHORT_WORDS)) > _SHORT_WORDS:
        return None
    if found := phrases.line_pattern.match(plain):
        return phrases.lines[found.group()]
    if found := phrases.inside_pattern.search(plain):
        return phrases.inside[found.group()]
    return None


def is_caption(text: str) -> bool:
    """Whether a block ends or begins with a picture credit ("Photo: ...", ".../Reuters")."""
    if len(text) > _MAX_CAPTION_CHARS:
        return False
    return bool(_phrases().captions.search(fold(text)))
