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

    Where several of the network's lie in one name of spaCy's, that one stays: "Air Canada".

    Args:
        doc: As parsed.
        names: One number a word as `Scores.name`.
        kinds: The kinds that `names` number, `Encoder.names`.
    """
    wide = {token.i for entity in doc.ents if entity.label_ == "LOC" for token in entity}
    found = [
        Span(doc, start, end, "LOC" if label == "GPE" and start in wide else label)
        for start, end, kind in _spans(names)
        if (label := _LABELS.get(kinds[kind]))
    ]
    for entity in doc.ents:
        touched = [one for one in found if one.start < entity.end and entity.start < one.end]
        is_name = entity.label_ in _NAMES
        is_around = all(entity.start <= one.start and one.end <= entity.end for one in touched)
        if (is_name and is_around and len(touched) > 1) or not (is_name or touched):
            found = [one for one in found if one not in touched] + [entity]
    return found


def _spans(numbers: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and kind of every run; one that goes on from nothing begins there."""
    start, kind = 0, -1
    for place, number in enumerate([*numbers.tolist(), 0]):
        goes_on = number and number % 2 == 0 and (number - 1) // 2 == kind
        if kind >= 0 and not goes_on:
            yield start, place, kind
            kind = -1
        if number and not goes_on:
            start, kind = place, (number - 1) // 2
