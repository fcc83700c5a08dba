"""Sentences that are clear by themselves, and those that lean on the one before."""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.words import read_words

#: Words of a sentence that tells nothing but what somebody does with what was said before.
_SHORT = 8


@cache
def pronouns() -> frozenset[str]:
    """Return the personal pronouns, in lower case."""
    return frozenset(lexicon("stories/scopes.toml")["leaning"]["pronouns"])


@cache
def _ending() -> re.Pattern[str]:
    return _any_of("endings", r"\b", r"\W*$")


@cache
def _stems(name: str) -> frozenset[str]:
    words = " ".join(lexicon("stories/scopes.toml")["leaning"][name])
    return frozenset(word.stem for word in read_words(words))


@cache
def _openers() -> re.Pattern[str]:
    return _any_of("openers", r"\W*", r"\b|\W*(?:\w+\W+){1,3}of them\b")


def _any_of(name: str, before: str, behind: str) -> re.Pattern[str]:
    words = map(re.escape, lexicon("stories/scopes.toml")["leaning"][name])
    return re.compile(f"{before}(?:{'|'.join(words)}){behind}", re.IGNORECASE)


def opens_leaning(sentence: str) -> bool:
    """Return whether the first words of a sentence lean on what stands before it.

    So does one that is short and ends in a pronoun: "The union disputes that."
    """
    return _ends_leaning(sentence) or _openers().match(sentence) is not None


def _ends_leaning(sentence: str) -> bool:
    return len(read_words(sentence)) <= _SHORT and _ending().search(sentence) is not None


def only_points_back(content: str, telling: frozenset[str]) -> bool:
    """Return whether words say nothing of what they point at: "the union does not see it that way".

    Args:
        content: The words.
        telling: The stems of those of them that carry meaning.
    """
    left = telling - _stems("pointing")
    answers = {word.stem for word in read_words(content)} & _stems("answering")
    return not left or (_ends_leaning(content) and bool(answers) and len(left - answers) <= 1)


def leans(sentence: str) -> bool:
    """Return whether a sentence is not clear by itself: it leans on what stands before it.

    Its first words do, as `opens_leaning` tells, or a pronoun before any name.
    """
    if opens_leaning(sentence):
        return True
    for word in read_words(sentence)[1:]:
        if word.text.lower() in pronouns():
            return True
        if word.text[0].isupper():
            return False
    return False
