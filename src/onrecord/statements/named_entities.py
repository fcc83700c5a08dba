"""The names that the network found, among the numbers and times of spaCy's entities."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

#: Our kinds of names as labels of OntoNotes 5, which the rest of the package reads.
_LABELS = {
    "person": "PERSON", "organisation": "ORG", "place": "GPE", "facility": "FAC",
    "group": "NORP", "product": "PRODUCT",
}  # fmt: skip
_NAMES = frozenset({*_LABELS.values(), "LOC"})


def with_names(doc: Doc, names: NDArray[np.int64], kinds: Sequence[str]) -> list[Span]:
    """Return the entities of a document with the network's names in the place of spaCy's.

    Where several of the network's lie in one name of spaCy's, or the part of an organisation's,
    that one stays: "Air Canada", "Party of Action and Solidarity".

    Args:
        doc: As parsed.
        names: One number a word as `Scores.name`.
        kinds: The kinds that `names` number, `Encoder.names`.
    """
    known = {(entity.start, entity.end): entity.label_ for entity in doc.ents}
    found = [
        Span(doc, start, end, _finer(label, other, end - start))
        for start, end, kind in _spans(names)
        for other in [known.get((start, end))]
        if (label := _LABELS.get(kinds[kind]) or ("PERSON" if other == "PERSON" else None))
    ]
    for entity in doc.ents:
        touched = [one for one in found if one.start < entity.end and entity.start < one.end]
        is_name = entity.label_ in _NAMES
        is_around = all(entity.start <= one.start and one.end <= entity.end for one in touched)
        is_fuller = len(touched) > 1 or [one.label_ for one in touched] == [entity.label_] == [
            "ORG"
        ]
        if (is_name and is_around and is_fuller) or not (is_name or touched):
            found = [one for one in found if one not in touched] + [entity]
    return found


def _finer(label: str, other: str | None, words: int) -> str:
    """Return spaCy's label where it says more: a sea is no town, "Air Canada" no country."""
    is_maker = other == "ORG" and (label == "PRODUCT" or (label == "GPE" and words > 1))
    return "ORG" if is_maker else "LOC" if (label, other) == ("GPE", "LOC") else label


def _spans(numbers: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and kind of every run, the kind of its first word.

    One that goes on from nothing begins there.
    """
    start, kind = 0, -1
    for place, number in enumerate([*numbers.tolist(), 0]):
        goes_on = number and number % 2 == 0 and kind >= 0
        if kind >= 0 and not goes_on:
            yield start, place, kind
            kind = -1
        if number and not goes_on:
            start, kind = place, (number - 1) // 2
