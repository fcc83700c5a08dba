"""What the comparer says of the statements of a story, each pair once."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

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

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Kept(OrderedDict[Key, Value], Generic[Key, Value]):
    """What was found out last, up to `most`."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        if len(self) > self.most:
            self.popitem(last=False)


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


#: Log odds, and log probabilities of `RELATIONS`.
_Answer = tuple[float, ...]
#: Sentences of a story of one report that are read: the headline and those that may tell it again.
_FIRST = 4
#: A story is told anew with each report that joins it.
_vectors: _Kept[_Place, NDArray[np.float32]] = _Kept(50_000)
_answers: _Kept[tuple[_Place, _Place], _Answer] = _Kept(200_000)


class Judge:
    """The comparer, for the statements of one story."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        """Take the statements of a story, in order of publication."""
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
        found = {place: _vectors[place] for place in self._read if place in _vectors}
        new = self._read - found.keys()
        found |= _read([place for place in dict.fromkeys(self._places) if place in new])
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
        found = {pair: _answers[pair] for pair in pairs if pair in _answers}
        if new := [pair for pair in dict.fromkeys(pairs) if pair not in found]:
            found |= _compare(new)
        table = np.array([found[pair] for pair in pairs], np.float32)
        table = table.reshape(-1, 1 + len(RELATIONS))
        return Answers(table[:, 0], table[:, 1:])


def _read(places: Sequence[_Place]) -> dict[_Place, NDArray[np.float32]]:
    """Return the vectors of statements, and keep them."""
    coded = _code(places)
    rows = dict(zip(coded, load_comparer().read(list(coded.values())), strict=True))
    found = {
        place: unit_mean(rows[place.sentence], coded[place.sentence].within(place.content))
        for place in places
    }
    _vectors.update(found)
    return found


def _compare(pairs: Sequence[tuple[_Place, _Place]]) -> dict[tuple[_Place, _Place], _Answer]:
    """Return the comparer's answers on pairs, and keep them."""
    coded = _code([place for pair in pairs for place in pair])

    def part(place: _Place) -> Part:
        one = coded[place.sentence]
        return Part(one, one.within(place.content))

    made = load_comparer().compare([(part(one), part(other)) for one, other in pairs])
    found = {
        pair: (float(same), *relations.tolist())
        for pair, same, relations in zip(pairs, *made, strict=True)
    }
    _answers.update(found)
    return found


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
