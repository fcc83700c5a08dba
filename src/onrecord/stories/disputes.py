"""Denials and those who say what is denied: the two sides of a matter, whoever prints them."""

import re
from collections.abc import Sequence

from onrecord.stories.accounts import Account
from onrecord.stories.actions import same_deeds
from onrecord.stories.negation import denied_things, is_hedged
from onrecord.stories.weights import Weights
from onrecord.stories.words import Word

#: Share of what is denied, by weight, that the other side's words must hold.
_CONTAINED = 0.6
#: Share of one phrase of it that they must hold: "prisoners" is not "political prisoners".
_WHOLE = 0.85
#: Rarity in the news of the rarest word that both sides share: a common verb alone makes none.
_LEAST_RARITY = 1.5
#: Words between which a thing is still one phrase: "violation of sanctions".
_TOGETHER = 3
#: How the content of a denial starts that is a clause: "that it ...", "interfering in ...".
_CLAUSE = re.compile(r"\W*(?:that|it|he|she|they|there|we|i|any|\w+ing)\b", re.IGNORECASE)
#: Words that tell what is denied, where it is worded as no clause: "gas terminal" does not.
_TELLING = 3
_AFFIRMING = frozenset({"stated", "confirmed", "believed"})


def find_opposed(accounts: Sequence[Account], weights: Weights) -> frozenset[tuple[str, str]]:
    """Find what some deny and others say.

    A denial is a statement whose certainty is ``denied`` or whose words say that a thing does
    not exist ("there are no political prisoners"). Another voice opposes it by stating words
    that hold most of what is denied: "more than 1,000 political prisoners remain" opposes
    both. Names count only where nothing else is denied, since the parties of a dispute name
    each other anyway.

    Args:
        accounts: Every statement of the story, in order of publication.
        weights: Of the story.

    Returns:
        Pairs of ids: of a denial, and of what opposes it.
    """
    return frozenset(
        (account.id, other.id)
        for account in accounts
        if (core := _denied_core(account))
        for other in accounts
        if _opposes(other, account, core, weights)
    )


def is_denied_whole(one: Account, other: Account) -> bool:
    """Whether one of two denies what the other one states, in the very words.

    "Denied that it meddled in the vote" denies "meddled in Tuesday's vote" whole.
    """
    for denial, account in ((one, other), (other, one)):
        if denial.denied and not account.is_negative and denial.voice != account.voice:
            core = _denied_core(denial)
            clause = _CLAUSE.match(denial.statement.content.text) is not None
            tells = bool(core) if clause else len(core) >= _TELLING
            return tells and core <= same_deeds(account.stems)
    return False


def _denied_core(account: Account) -> frozenset[str]:
    """The stems of what an account denies; empty where it denies nothing that can be opposed.

    "Denied the claim" and "rejected the offer" do not say what is denied.
    """
    if account.corrected:
        return frozenset()
    if account.denied:
        core = account.telling - account.negated
        core = core - account.names or core
        clause = _CLAUSE.match(account.statement.content.text) is not None
        return same_deeds(core) if clause or len(core) > 1 else frozenset()
    content = account.statement.content.text
    things = denied_things(content, account.article.language)
    return frozenset(stem for thing in things[:1] for stem in thing)


def _opposes(account: Account, denial: Account, core: frozenset[str], weights: Weights) -> bool:
    if account.voice == denial.voice or account.denied or account.corrected:
        return False
    if account.statement.certainty not in _AFFIRMING or same_deeds(account.negated) & core:
        return False
    if account.tells_of_claims:
        return False
    if is_hedged(account.words) or denied_things(
        account.statement.content.text, account.article.language
    ):
        return False
    if not denial.denied and not _stand_together(account.words, core):
        return False
    shared = core & same_deeds(account.stems)
    if not shared or max(weights.rarity(stem) for stem in shared) < _LEAST_RARITY:
        return False
    runs = [same_deeds(run) & core for run in denial.runs]
    phrases = [run for run in runs if run]
    if not any(_holds(shared, phrase, weights) for phrase in phrases):
        return False
    return _share(core, shared, weights) >= _CONTAINED


def _stand_together(words: Sequence[Word], thing: frozenset[str]) -> bool:
    """Whether all words of a thing stand near each other: then the thing itself is told of.

    "A tribute to the singer, with a hologram" is no hologram of the singer.
    """
    places = {stem: [n for n, word in enumerate(words) if word.stem == stem] for stem in thing}
    return any(
        all(any(abs(place - first) <= _TOGETHER for place in found) for found in places.values())
        for first in (number for found in places.values() for number in found)
    )


def _holds(shared: frozenset[str], phrase: frozenset[str], weights: Weights) -> bool:
    """Whether the words of a phrase are shared: both of two, nearly all of more."""
    return phrase <= shared or (len(phrase) > 2 and _share(phrase, shared, weights) >= _WHOLE)


def _share(whole: frozenset[str], part: frozenset[str], weights: Weights) -> float:
    """Share of the rarity of some stems, squared to make the rare ones count, in a part."""
    rarity = sum(weights.rarity(stem) ** 2 for stem in sorted(whole))
    held = sum(weights.rarity(stem) ** 2 for stem in sorted(whole & part))
    return held / rarity if rarity else 0.0
