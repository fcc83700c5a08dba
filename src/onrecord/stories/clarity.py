"""Sentences that are clear by themselves, and those that lean on the one before."""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.words import read_words

#: Words of a sentence that tells nothing but what somebody does with what was said before.
_SHORT = 6


@cache
def pronouns() -> frozenset[str]:
    """Return the personal pronouns, in lower case."""
    return frozenset(lexicon("stories/scopes.toml")["leaning"]["pronouns"])


@cache
def _endings() -> frozenset[str]:
    return frozenset(lexicon("stories/scopes.toml")["leaning"]["endings"])


@cache
def _openers() -> re.Pattern[str]:
    words = map(re.escape, lexicon("stories/scopes.toml")["leaning"]["openers"])
    return re.compile(
        r"\W*(?:" + "|".join(words) + r")\b|\W*(?:\w+\W+){1,3}of them\b", re.IGNORECASE
    )


def opens_leaning(sentence: str) -> bool:
    """Return whether the first words of a sentence lean on what stands before it.

    So does one that is short and ends in a pronoun: "The union disputes that."
    """
    words = read_words(sentence)
    is_short = 0 < len(words) <= _SHORT
    ends = is_short and words[-1].text.lower() in _endings()
    return ends or _openers().match(sentence) is not None


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
