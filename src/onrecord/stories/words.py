"""The words of a text: where they stand, their stems, and how rare they are in the news."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import NamedTuple

import pycountry
import snowballstemmer  # type: ignore[import-untyped]

from onrecord.lexicons import lexicon

_WORD = re.compile(r"[^\W_]+(?:[.,’'][^\W_]+)*")
#: As many articles as the table of common words stands for beside the batch at hand.
_BACKGROUND = 500
#: Share of articles assumed for a word that the table does not have.
_RARE_SHARE = 0.002


class Word(NamedTuple):
    """One word: its place in the text, its characters and its stem in lower case."""

    start: int
    end: int
    text: str
    stem: str


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """How a language's words lose their endings: not at all where Snowball does not know it."""
    known = pycountry.languages.get(alpha_2=language)
    name = known.name.lower() if known else ""
    if name not in snowballstemmer.algorithms():
        return str
    return snowballstemmer.stemmer(name).stemWord  # type: ignore[no-any-return]


@cache
def _stem(word: str, language: str) -> str:
    return _stemmer(language)(word)


def base_language(language: str | None) -> str:
    """Return the first subtag of a BCP 47 tag; English where the language is unknown."""
    return (language or "en").split("-")[0].lower()


def read_words(text: str, language: str | None = "en") -> list[Word]:
    """Return the words of a text with their stems.

    Args:
        text: Any Unicode text.
        language: BCP 47 tag; only its first subtag counts.

    Returns:
        Words in order; ``text[word.start:word.end] == word.text``. Possessive endings are
        not part of the stem. A language that Snowball does not know keeps whole words.

    Source:
        Snowball stemmers (Porter 2001, "Snowball: a language for stemming algorithms").
    """
    code = base_language(language)
    found = []
    for match in _WORD.finditer(text):
        plain = match.group().replace("’", "'").lower().removesuffix("'s")
        found.append(Word(match.start(), match.end(), match.group(), _stem(plain, code)))
    return found


def written_forms(text: str, language: str | None) -> dict[str, str]:
    """Return each stem of a text with the form in which it stands there first."""
    return {word.stem: word.text for word in reversed(read_words(text, language))}


@cache
def _common() -> dict[str, float]:
    shares: dict[str, float] = lexicon("stories/common_words.toml")["shares"]
    return shares


@cache
def stop_stems(language: str) -> frozenset[str]:
    """Return the stems of the function words of a language; empty where none are known."""
    try:
        module = import_module(f"spacy.lang.{language}.stop_words")
    except ImportError:
        return frozenset()
    return frozenset(word.stem for text in module.STOP_WORDS for word in read_words(text, language))


class Rarity:
    """How rare each feature is, over a batch of articles with the table of common words behind it.

    The weight is the inverse document frequency (Spärck Jones 1972), with 500 articles of the
    table added to the batch, so that two articles alone can tell "the" from a name.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._size = 0
        self._weights: dict[tuple[str, str], float] = {}
        for document in documents:
            self._counts.update(set(document))
            self._size += 1

    def count(self, feature: str) -> int:
        """Return in how many articles of the batch the feature stands."""
        return self._counts[feature]

    def weight(self, feature: str, language: str = "en") -> float:
        """Return the weight of a feature ``kind:value`` or of a stem, at least 0.0.

        Function words of the language have none.
        """
        known = self._weights.get((feature, language))
        if known is None:
            known = self._weights[feature, language] = self._weigh(feature, language)
        return known

    def _weigh(self, feature: str, language: str) -> float:
        value = feature.rpartition(":")[2]
        if value in stop_stems(language):
            return 0.0
        expected = _BACKGROUND * _common().get(value, _RARE_SHARE)
        share = (self._counts[feature] + expected) / (self._size + _BACKGROUND)
        return max(0.0, -math.log(min(1.0, share)))
