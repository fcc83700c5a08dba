"""What the comparer says of the statements of a story, each pair once."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Span
from onrecord.stories.accounts import Account
from onrecord.stories.comparer import (
    RELATIONS,
    Coded,
    Part,
    Sentence,
    load_comparer,
    unit_mean,
)
from onrecord.stories.memory import Memory


class _Place(NamedTuple):
    """A statement as the comparer sees it: two of them that are equal have equal answers."""

    sentence: Sentence
    content: tuple[Span, ...]


class Answers(NamedTuple):
    """What the comparer says of pairs of statements.

    Attributes:
        same: Log odds that the two are on one matter, of shape (pairs,).
        relations: Log probabilities of `RELATIONS` if they are, of shape (pairs, 3).
    """

    same: NDArray[np.float32]
    relations: NDArray[np.float32]


#: Sentences of a story of one report that are read: the headline and those that may tell it again.
_FIRST = 4


class Judge:
    """The comparer, for the statements of one story.

    Args:
        accounts: The statements of the story, in order of publication.
        memory: What it said before.
    """

    def __init__(self, accounts: Sequence[Account], memory: Memory) -> None:
        self._memory = memory
        self._places = [_place(account) for account in accounts]
        self._read = set(self._places)
        if len({account.article.id for account in accounts}) == 1:
            starts = sorted({account.statement.sentence.start for account in accounts})[:_FIRST]
            near = [account.statement.sentence.start in starts for account in accounts]
            self._read = {
                place for place, is_near in zip(self._places, near, strict=True) if is_near
            }

    @cached_property
    def likeness(self) -> NDArray[np.float32]:
        """How like each two statements are in meaning, -1.0 to 1.0, of shape (n, n).

        In a story of one report, as most stories are, 0.0 behind its first sentences: an article
        tells its headline again there, and else hardly repeats itself.
        """
        read = [place for place in dict.fromkeys(self._places) if place in self._read]
        found = self._memory.vectors(read)
        if new := [place for place in read if place not in found]:
            made = _read(new)
            self._memory.keep_vectors(made)
            found |= made
        nothing = np.zeros_like(next(iter(found.values())))
        vectors = np.array([found.get(place, nothing) for place in self._places])
        likeness: NDArray[np.float32] = vectors @ vectors.T
        return likeness

    def ask(self, rows: Sequence[int], others: Sequence[int]) -> Answers:
        """Put pairs of statements side by side, at some 25 ms each unless asked before.

        Args:
            rows: Places of the earlier statement of each pair.
            others: Those of the later one.
        """
        pairs = [
            (self._places[row], self._places[other])
            for row, other in zip(rows, others, strict=True)
        ]
        found = self._memory.answers(pairs)
        if new := [pair for pair in dict.fromkeys(pairs) if pair not in found]:
            made = _compare(new)
            self._memory.keep_answers(made)
            found |= made
        table = np.array([found[pair] for pair in pairs], np.float32)
        table = table.reshape(-1, 1 + len(RELATIONS))
        return Answers(table[:, 0], table[:, 1:])


def _read(places: Sequence[_Place]) -> dict[Hashable, NDArray[np.float32]]:
    """Return the vectors of statements."""
    coded = _code(places)
    rows = dict(zip(coded, load_comparer().read(list(coded.values())), strict=True))
    return {
        place: unit_mean(rows[place.sentence], coded[place.sentence].within(place.content))
        for place in places
    }


def _compare(
    pairs: Sequence[tuple[_Place, _Place]],
) -> dict[Hashable, NDArray[np.float32]]:
    """Return the comparer's answers on pairs: log odds, and log probabilities of `RELATIONS`."""
    coded = _code([place for pair in pairs for place in pair])

    def part(place: _Place) -> Part:
        one = coded[place.sentence]
        return Part(one, one.within(place.content))

    same, relations = load_comparer().compare([(part(one), part(other)) for one, other in pairs])
    return dict(zip(pairs, np.column_stack([same, relations]), strict=True))


def _code(places: Sequence[_Place]) -> dict[Sentence, Coded]:
    sentences = list(dict.fromkeys(place.sentence for place in places))
    return dict(zip(sentences, load_comparer().code(sentences), strict=True))


def _place(account: Account) -> _Place:
    sentence = account.statement.sentence
    return _Place(
        Sentence(sentence.of(account.article.text), account.article.headline or ""),
        tuple(
            Span(span.start - sentence.start, span.end - sentence.start)
            for span in account.statement.content.spans
        ),
    )
