"""Whose side a voice is on: its camp, what it is for or against, and whom it accuses."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.stories.accounts import Account
from onrecord.stories.happening_words import senses
from onrecord.stories.words import Word, read_words, stop_stems

#: Words of the content within which its verb says what the source is for or against.
_REACH = 5


class _Accusation(NamedTuple):
    """Whom somebody accuses, and of what: the stems of both."""

    accused: frozenset[str]
    deed: frozenset[str]


def are_opponents(one: Account, other: Account) -> bool:
    """Return whether the sources are of camps that hardly ever agree: a union, the employer."""
    first, second = _camps(one), _camps(other)
    against = lexicon("stories/opponents.toml")["against"]
    return not first & second and any(
        there in against.get(here, ()) or here in against.get(there, ())
        for here in first
        for there in second
    )


def share_camp(one: Account, other: Account) -> bool:
    """Return whether the sources are of one camp, such as two ministries."""
    return bool(_camps(one) & _camps(other))


def stand_apart(one: Account, other: Account) -> bool:
    """Return whether two voices cannot agree, whatever their words have in common.

    One is for what the other one is against ("backs the talks", "rejects the talks"), or one is
    whom the other one accuses, and does not admit it.
    """
    if one.voice == other.voice:
        return False
    return _stance(one) * _stance(other) < 0 or _answers(one, other) or _answers(other, one)


def tell_of_two_things(one: Account, other: Account) -> bool:
    """Return whether an accusation or a stance puts two statements on two matters.

    Who accuses whom says nothing of what: "of blackmail" and "of stealing gas" are two matters.
    Who is against the sanctions and who is for a tax are so too, and who is for sanctions has
    not imposed them.
    """
    for first, second in ((one, other), (other, one)):
        if found := _accusation(first):
            answer = _accusation(second)
            if answer is None and (second.tells_of_claims or _answers(first, second)):
                return False
            return not _meant(found.deed) & _meant(answer.deed if answer else second.telling)
    stances = _stance(one), _stance(other)
    if 0 in stances:
        return _holds_position(one) or _holds_position(other)
    return stances[0] != stances[1] and not _meant(_thing(one)) & _meant(_thing(other))


def _answers(one: Account, other: Account) -> bool:
    """Whether the source of the second account is whom the first one accuses."""
    found = _accusation(one)
    if found is None or _cue_stems(other) & _words("accusing", "admitting"):
        return False
    return bool(found.accused & _source_stems(other) - _source_stems(one))


def _accusation(account: Account) -> _Accusation | None:
    """Whom the source accuses of what; None where it accuses nobody or says of nothing."""
    if not _cue_stems(account) & _words("accusing", "verbs"):
        return None
    parting = _words("accusing", "parting")
    places = (n for n, word in enumerate(account.words) if word.text.lower() in parting)
    at = next(places, None)
    if at is None:
        return None
    return _Accusation(_stems(account.words[:at]), _stems(account.words[at:]))


def _stance(account: Account) -> int:
    """Whether the source is for something (1), against it (-1) or says neither (0)."""
    stems = _stance_stems(account)
    if stems & (_words("stances", "against") | _words("stances", "particles")):
        return -1
    return int(bool(stems & _words("stances", "for")))


def _holds_position(account: Account) -> bool:
    """Whether the source says what it is for or against, and nothing that is or happened."""
    return bool(_stance_stems(account) & _words("stances", "positions"))


def _stance_stems(account: Account) -> frozenset[str]:
    """The stems of the words of saying, and of the verb of the source's own clause."""
    own = _source_stems(account) | _words("stances", "own") | stop_stems("en")
    # "back" is mostly no verb, "backs" is
    verbs = (
        word.stem
        for word in account.words[:_REACH]
        if word.stem not in own or (word.stem in _verbs() and word.text != word.stem)
    )
    return _cue_stems(account) | ({next(verbs, "")} & _verbs())


def _thing(account: Account) -> frozenset[str]:
    """The stems of what somebody is for or against."""
    return account.telling - account.names - _verbs()


def _meant(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(sense for stem in stems for sense in senses(stem))


def _cue_stems(account: Account) -> frozenset[str]:
    """The stems of the words of saying."""
    cue = account.statement.cue
    return frozenset(word.stem for word in read_words(cue.text)) if cue else frozenset()


def _verbs() -> frozenset[str]:
    return _words("stances", "for") | _words("stances", "against")


@cache
def _words(table: str, key: str) -> frozenset[str]:
    words = " ".join(lexicon("stories/opponents.toml")[table][key])
    return frozenset(word.stem for word in read_words(words))


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words) - stop_stems("en")


def _source_stems(account: Account) -> frozenset[str]:
    """The stems of what a source is called and described as."""
    source = account.statement.source
    if source is None:
        return frozenset()
    return _stems(read_words(f"{source.attribute or ''} {source.name}"))


def _camps(account: Account) -> frozenset[str]:
    stems = _source_stems(account)
    camps = lexicon("stories/opponents.toml")["camps"]
    return frozenset(camp for camp in camps if stems & _words("camps", camp))
