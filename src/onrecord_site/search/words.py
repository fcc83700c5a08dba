"""Words as they are looked for: without case, accents and endings.

One way for texts and for questions, on every database: a word always finds itself, in any
language, and English words are found by their stem too.
"""

import re
import threading
import tomllib
import unicodedata
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

#: Initials, numbers with separated thousands, and words, whose apostrophes do not part them.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:,\d{3})+|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
#: No word of any language is longer; what is longer is data.
_LONGEST = 60
_english = snowballstemmer.stemmer("english")
_one_at_a_time = threading.Lock()


class Piece(NamedTuple):
    """Part of a shown text; `marked` ones were looked for."""

    text: str
    marked: bool


@cache
def search_words() -> dict[str, Any]:
    """Return the table of words; see ``search.toml``."""
    text = resources.files(__package__).joinpath("search.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def stems(text: str) -> list[str]:
    """Return the words of a text as they are looked for, in order."""
    return [stem for _, _, stem in _read(text)]


def highlight(text: str, sought: Container[str]) -> list[Piece]:
    """Cut a text where words that were looked for begin and end; all of it comes back."""
    pieces, at = [], 0
    for start, end, stem in _read(text):
        if stem in sought:
            if at < start:
                pieces.append(Piece(text[at:start], marked=False))
            pieces.append(Piece(text[start:end], marked=True))
            at = end
    if at < len(text):
        pieces.append(Piece(text[at:], marked=False))
    return pieces


def _read(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        if stem := _stem(match[0]):
            yield match.start(), match.end(), stem


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    bare = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word)).casefold()
    plain = "".join(each for each in bare if each.isalnum())[:_LONGEST]
    # A stemmer keeps the word it works on in itself.
    with _one_at_a_time:
        return str(_english.stemWord(plain))
