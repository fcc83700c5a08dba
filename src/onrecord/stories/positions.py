"""Where the source of a statement stands: its camp, what it is for or against, whom it accuses."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Statement
from onrecord.stories.words import Word, read_words, stop_stems

#: Words of the content within which its verb says what the source is for or against.
_REACH = 5


class Accusation(NamedTuple):
    """Whom somebody accuses, and of what: the stems of both."""

    accused: frozenset[str]
    deed: frozenset[str]


class Position(NamedTuple):
    """Where the source of a statement stands, by what it is called and by its verbs.

    `source` are the stems of its name and description, `camps` those that it is of. `stance` tells
    whether it is for something (1), against it (-1) or says neither (0); `is_bare` is whether it
    says what it is for or against, and nothing that is or happened. `accusation` is None where it
    accuses nobody or says of nothing, and `admits` is whether it owns up to something.
    """

    source: frozenset[str]
    camps: frozenset[str]
    stance: int
    is_bare: bool
    accusation: Accusation | None
    admits: bool


def read_position(statement: Statement, words: Sequence[Word]) -> Position:
    """Return where the source of a statement stands; `words` are those of its content."""
    source = _source_stems(statement)
    cue = _stems(read_words(statement.cue.text)) if statement.cue else frozenset[str]()
    verbs = cue | _own_verb(words, source)
    is_against = verbs & (_words("stances", "against") | _words("stances", "particles"))
    return Position(
        source=source,
        camps=frozenset(
            camp for camp in lexicon("stories/opponents.toml")["camps"]
            if source & _words("camps", camp)
        ),
        stance=-1 if is_against else int(bool(verbs & _words("stances", "for"))),
        is_bare=bool(verbs & _words("stances", "positions")),
        accusation=_accusation(words) if cue & _words("accusing", "verbs") else None,
        admits=bool(cue & _words("accusing", "admitting")),
    )  # fmt: skip


def stance_verbs() -> frozenset[str]:
    """Return the stems of the verbs for what somebody is for and against."""
    return _words("stances", "for") | _words("stances", "against")


def _own_verb(words: Sequence[Word], source: frozenset[str]) -> frozenset[str]:
    """The stem of the verb of the source's own clause, if it is one of a stance."""
    own = source | _words("stances", "own") | stop_stems("en")
    # "back" is mostly no verb, "backs" is
    verbs = (
        word.stem
        for word in words[:_REACH]
        if word.stem not in own or (word.stem in stance_verbs() and word.text != word.stem)
    )
    return frozenset({next(verbs, "")}) & stance_verbs()


def _accusation(words: Sequence[Word]) -> Accusation | None:
    parting = _words("accusing", "parting")
    at = next((place for place, word in enumerate(words) if word.text.lower() in parting), None)
    if at is None:
        return None
    accused, deed = (_stems(part) - stop_stems("en") for part in (words[:at], words[at:]))
    return Accusation(accused, deed)


def _source_stems(statement: Statement) -> frozenset[str]:
    source = statement.source
    if source is None:
        return frozenset()
    return _stems(read_words(f"{source.attribute or ''} {source.name}")) - stop_stems("en")


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words)


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return _stems(read_words(" ".join(lexicon("stories/opponents.toml")[table][key])))
