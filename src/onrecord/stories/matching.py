"""Two statements side by side: are they on one matter?"""

from datetime import timedelta
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.accounts import OPEN, Account, is_later
from onrecord.stories.actions import same_deeds
from onrecord.stories.negation import negated_first
from onrecord.stories.opponents import tell_of_two_things
from onrecord.stories.pairing import (
    alike,
    fit_nowhere,
    have_one_owner,
    have_other_shares,
    is_revised,
    is_same_figure,
    share_no_party,
)
from onrecord.stories.weights import Weights
from onrecord.stories.words import read_words

_LEAST_PREDICATE = 2.0
#: What was counted this long before a report is not what the report counts.
_PAST = timedelta(days=60)
#: Share of the common meaning that one side negates and the other does not.
_NEGATED_SHARE = 0.4


def share_figure(one: Account, other: Account, weights: Weights) -> bool:
    """Whether a figure of one statement is plainly the same as one of the other."""
    if one.denied != other.denied or one.corrected != other.corrected:
        return False
    if one.is_uncertain != other.is_uncertain and one.voice != other.voice:
        return False
    linked = weights.total(_predicate(one, other)) >= _LEAST_PREDICATE
    return any(is_same_figure(one, other, pair, linked=linked) for pair in alike(one, other))


def tie_by_figure(one: Account, other: Account, weights: Weights) -> bool:
    """Return whether a figure puts the two on one matter: the same one, or a later value of it."""
    if share_figure(one, other, weights):
        return True
    if one.denied != other.denied or one.corrected != other.corrected:
        return False
    return is_later(one, other) and (is_revised(one, other) or have_one_owner(one, other))


def has_moved(one: Account, other: Account) -> bool:
    """Return whether the later account tells of what the earlier one only planned or demanded."""
    return one.is_plan and not other.is_plan and str(one.day) < str(other.day)


def _predicate(one: Account, other: Account) -> frozenset[str]:
    """The stems in common that are neither names nor titles nor the thing counted."""
    things = {stem for count in (*one.counts, *other.counts) for stem in count.stems()}
    named = one.names | other.names | {one.opening, other.opening}
    return (one.telling & other.telling) - named - things - _titles()


def is_ruled_out(one: Account, other: Account) -> bool:
    """Whether the two cannot be on one matter, whatever they share.

    A question, a correction, a wish beside a fact, a count of long ago, of another country or of
    another thing, what other persons did or other parties have, what else is denied and what else
    somebody is accused of or against are matters of their own.
    """
    if one.corrected != other.corrected or one.asks or other.asks or one.doubts != other.doubts:
        return True
    if _is_open(one, other) or tell_of_two_things(one, other) or _deny_two_things(one, other):
        return True
    if one.counts and other.counts:
        past = _is_of_past(one, other) or _is_of_past(other, one)
        if past or share_no_party(one, other) or _are_elsewhere(one, other):
            return True
        if fit_nowhere(one, other) or have_other_shares(one, other):
            return True
    strangers = one.people and other.people and not one.people & other.people
    return bool(strangers) and not hold_one_role(one, other)


def _deny_two_things(one: Account, other: Account) -> bool:
    """Whether one voice denies two things: hardly a word of what is denied is the same."""
    if not (one.denied and other.denied and one.voice == other.voice):
        return False
    first, second = one.telling - one.names, other.telling - other.names
    return 2 * len(first & second) < min(len(first), len(second))


def _is_open(one: Account, other: Account) -> bool:
    """Whether one of the two claims no happening, and the other one does not follow from it.

    What was demanded or planned may be stated later: then the matter moved.
    """
    first, second = one.statement.certainty, other.statement.certainty
    if first == second or not {first, second} & OPEN:
        return False
    return not (first == "demanded" and str(one.day) < str(other.day))


@cache
def _titles() -> frozenset[str]:
    """Stems of the words for what a person is."""
    words = " ".join(lexicon("stories/scopes.toml")["titles"]["words"])
    return frozenset(word.stem for word in read_words(words))


def _is_of_past(one: Account, other: Account) -> bool:
    """Whether the first tells of a time long before what the other one tells of."""
    now = other.days[0] if other.days else other.day
    return one.days is not None and now is not None and one.days[1] < now - _PAST


def _are_elsewhere(one: Account, other: Account) -> bool:
    """Whether both name places, and those of one are in other countries than those of the other.

    A place whose country is unknown can be anywhere.
    """
    named = one.statement.places and other.statement.places
    return bool(named and one.lands and other.lands) and not one.lands & other.lands


def is_negated(one: Account, other: Account, weights: Weights) -> bool:
    """Whether one side negates a good part of what both say, and the other side states it.

    Who negates something as well says no plain opposite: "there are no suspects", "a suspect has
    not been identified".
    """
    if one.negated and other.negated:
        return False
    shared = one.stems & other.stems
    flipped = (_negated_of(one, shared) | _negated_of(other, shared)) - one.names - other.names
    return weights.total(flipped) >= _NEGATED_SHARE * weights.total(shared) > 0.0


def _negated_of(account: Account, shared: frozenset[str]) -> frozenset[str]:
    """What an account negates of what both say: "would not withdraw the law" negates no law."""
    negated = same_deeds(account.negated) & shared
    if not negated or not same_deeds(negated_first(account.words, account.article.text)) & shared:
        return frozenset()
    return negated


@cache
def _roles() -> tuple[str, ...]:
    table = lexicon("stories/scopes.toml")["roles"]
    return tuple(table["unique"])


def hold_one_role(one: Account, other: Account) -> bool:
    """Whether both name a person for the same role that only one can hold."""
    first, second = (account.sentence.lower() for account in (one, other))
    return any(role in first and role in second for role in _roles())
