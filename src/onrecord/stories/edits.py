"""Which sentences of an article were added, removed or changed between two versions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from onrecord.block_kinds import BODY_KINDS
from onrecord.lexicons import lexicon
from onrecord.records import Article, Span

_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-ZÀ-ÞĀ-Ž])")
_BEFORE_END = re.compile(r"(\w+)\.$")
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[%$€£]")
#: Share of the words of two sentences, in order, from which on one is the other, changed.
_SAME_SENTENCE = 0.5


class Sentence(NamedTuple):
    """A sentence of an article: where it stands, and its words in lower case."""

    span: Span
    words: tuple[str, ...]


class Pair(NamedTuple):
    """A sentence in both versions, or in one of them; `same` where no word differs."""

    before: Sentence | None
    after: Sentence | None

    @property
    def same(self) -> bool:
        """Whether both versions have the words."""
        return bool(self.before and self.after and self.before.words == self.after.words)


def split_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of the body, headline and captions of an article, in page order.

    They are told by their punctuation alone, without a language model: what both versions share
    is split alike, and that is all that comparing them needs.
    """
    spans = [
        span
        for block in article.blocks
        if block.kind in BODY_KINDS
        for span in _split(article.text, Span(block.start, block.end))
    ]
    sentences = [Sentence(span, _words(span.of(article.text))) for span in spans]
    return [sentence for sentence in sentences if sentence.words]


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().lower().replace("’", "'") for match in _WORD.finditer(text))


def _split(text: str, block: Span) -> Iterator[Span]:
    """Cut a block behind each full stop that ends a sentence, and at line breaks."""
    start = block.start
    for match in re.finditer(rf"{_END.pattern}|\n+", text[block.start : block.end]):
        end = block.start + match.end()
        word = _BEFORE_END.search(text[start:end])
        if word and (len(word[1]) == 1 or word[1].lower() in _abbreviations()):
            continue
        yield _trim(text, start, end)
        start = end
    yield _trim(text, start, block.end)


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(first, max(first, start + len(words.rstrip())))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(lexicon("stories/revisions.toml")["abbreviations"])


def align(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Pair]:
    """Pair the sentences of two versions.

    A sentence with the same words is the same wherever it stands. Of the others the likest are
    paired first, those that stand nearest where that leaves a choice.

    Returns:
        Pairs in the order of the later version; what is in the earlier one alone comes after
        what stood before it there.
    """
    later: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sentence in enumerate(after):
        later[sentence.words].append(place)
    found: dict[int, int] = {}
    for place, sentence in enumerate(before):
        if places := later[sentence.words]:
            found[place] = places.pop(0)
    old = [place for place in range(len(before)) if place not in found]
    taken = set(found.values())
    new = [place for place in range(len(after)) if place not in taken]
    found |= _pair_likest(before, after, old, new)
    return _in_order(before, after, found)


def _pair_likest(
    before: Sequence[Sentence], after: Sequence[Sentence], old: Iterable[int], new: Sequence[int]
) -> dict[int, int]:
    scored = []
    for first in old:
        for second in new:
            likeness = _likeness(before[first].words, after[second].words)
            if likeness >= _SAME_SENTENCE:
                scored.append((-likeness, abs(first - second), first, second))
    found: dict[int, int] = {}
    for _, _, first, second in sorted(scored):
        if first not in found and second not in found.values():
            found[first] = second
    return found


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of the words that both have in the same order, as difflib counts it."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Without regard to their order they are at least as many, and that is soon counted.
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_SENTENCE else 0.0


def _in_order(
    before: Sequence[Sentence], after: Sequence[Sentence], found: dict[int, int]
) -> list[Pair]:
    origins = {second: first for first, second in found.items()}
    removed: dict[int, list[Pair]] = defaultdict(list)
    place = -1
    for number, sentence in enumerate(before):
        if number in found:
            place = found[number]
        else:
            removed[place].append(Pair(sentence, None))
    pairs = list(removed[-1])
    for number, sentence in enumerate(after):
        origin = origins.get(number)
        pairs.append(Pair(before[origin] if origin is not None else None, sentence))
        pairs += removed[number]
    return pairs
