"""Which voices are opponents: of two camps, for and against one thing, accuser and accused."""

from collections.abc import Iterable

from onrecord.lexicons import lexicon
from onrecord.stories.accounts import Account
from onrecord.stories.happening_words import senses
from onrecord.stories.positions import stance_verbs


def are_opponents(one: Account, other: Account) -> bool:
    """Return whether the sources are of camps that hardly ever agree: a union, the employer."""
    first, second = one.position.camps, other.position.camps
    against = lexicon("stories/opponents.toml")["against"]
    return not first & second and any(
        there in against.get(here, ()) or here in against.get(there, ())
        for here in first
        for there in second
    )


def share_camp(one: Account, other: Account) -> bool:
    """Return whether the sources are of one camp, such as two ministries."""
    return bool(one.position.camps & other.position.camps)


def stand_apart(one: Account, other: Account) -> bool:
    """Return whether two voices cannot agree, whatever their words have in common.

    One is for what the other one is against ("backs the talks", "rejects the talks"), or one is
    whom the other one accuses, and does not admit it.
    """
    if one.voice == other.voice:
        return False
    is_contrary = one.position.stance * other.position.stance < 0
    return is_contrary or _answers(one, other) or _answers(other, one)


def tell_of_two_things(one: Account, other: Account) -> bool:
    """Return whether an accusation or a stance puts two statements on two matters.

    Who accuses whom says nothing of what: "of blackmail" and "of stealing gas" are two matters.
    Who is against the sanctions and who is for a tax are so too, and who is for sanctions has
    not imposed them.
    """
    for first, second in ((one, other), (other, one)):
        if found := first.position.accusation:
            answer = second.position.accusation
            if answer is None and (second.tells_of_claims or _answers(first, second)):
                return False
            return not _meant(found.deed) & _meant(answer.deed if answer else second.telling)
    stances = one.position.stance, other.position.stance
    if 0 in stances:
        return one.position.is_bare or other.position.is_bare
    return stances[0] != stances[1] and not _meant(_thing(one)) & _meant(_thing(other))


def _answers(one: Account, other: Account) -> bool:
    """Whether the source of the second account is whom the first one accuses."""
    found = one.position.accusation
    if found is None or other.position.admits:
        return False
    return bool(found.accused & other.position.source - one.position.source)


def _thing(account: Account) -> frozenset[str]:
    """The stems of what somebody is for or against."""
    return account.telling - account.names - stance_verbs()


def _meant(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(sense for stem in stems for sense in senses(stem))
