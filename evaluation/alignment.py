"""Words of one text found again in another, and what that says of its blocks."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rapidfuzz.distance import LCSseq
from text_measures import words

from onrecord.articles.page import Page

Label = TypeVar("Label")


def tokens_of(page: Page) -> tuple[list[str], list[int]]:
    """Return the words of a page, and the block that each stands in."""
    tokens: list[str] = []
    owners: list[int] = []
    for index, block in enumerate(page.blocks):
        found = words(block.text)
        tokens += found
        owners += [index] * len(found)
    return tokens, owners


def align(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the words that two texts share in order (longest common subsequence)."""
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for word in text] for text in (left, right)]
    for step in LCSseq.opcodes(*coded):
        if step.tag == "equal":
            source = range(step.src_start, step.src_end)
            yield from zip(source, range(step.dest_start, step.dest_end), strict=True)


def shares_in(page: Page, body: str) -> list[float | None]:
    """Return the share of each block's words that a text has; None for a block without words."""
    tokens, owners = tokens_of(page)
    size, shared = [0] * len(page.blocks), [0] * len(page.blocks)
    for owner in owners:
        size[owner] += 1
    for place, _ in align(tokens, words(body)):
        shared[owners[place]] += 1
    return [part / whole if whole else None for part, whole in zip(shared, size, strict=True)]


def project(page: Page, labels: Sequence[Label], copy: Page) -> list[Label | None]:
    """Return the labels of the blocks of a copy of a page: of each, that of most of its words."""
    tokens, owners = tokens_of(page)
    copied, copy_owners = tokens_of(copy)
    votes: list[dict[Label, int]] = [{} for _ in copy.blocks]
    for here, there in align(tokens, copied):
        label, ballot = labels[owners[here]], votes[copy_owners[there]]
        ballot[label] = ballot.get(label, 0) + 1
    return [max(ballot, key=ballot.__getitem__) if ballot else None for ballot in votes]
