"""Near-copies inside one story: wire reports reprinted, re-posted, cut or given a new top."""

import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Article
from onrecord.stories.words import Word, read_words

#: Share of the shorter text's shingles that both texts hold, from which on one is a copy.
CONTAINED = 0.4
_SHINGLE_WORDS = 5
_LEAST_SHARED = 8
_PERMUTATIONS = 128
#: Bands and rows of the hash table: a pair of Jaccard similarity 0.25 is proposed in 98 % of
#: cases, one of 0.02 in 3 %. What is proposed is then counted exactly.
_BANDS = (64, 2)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Shingles = NDArray[np.uint64]


class Overlap(NamedTuple):
    """How many runs of words two texts have in common, and of how many of the shorter one."""

    shared: int
    shorter: int

    @property
    def share(self) -> float:
        """Share of the shorter text's runs that the other one holds, 0.0 to 1.0."""
        return self.shared / self.shorter if self.shorter else 0.0

    @property
    def is_copy(self) -> bool:
        """Whether one text repeats the other one."""
        return self.shared >= _LEAST_SHARED and self.shared >= CONTAINED * self.shorter


def shingle(article: Article) -> Shingles:
    """Return the hashes of the body's runs of five words, sorted, each once."""
    return np.unique(_hash_runs(read_words(article.body, article.language)))


def _hash_runs(words: Sequence[Word]) -> Shingles:
    """Return the hash of each run of five words, in their order."""
    codes = np.array([zlib.crc32(word.text.lower().encode()) for word in words], dtype=np.uint64)
    count = len(codes) - _SHINGLE_WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(_SHINGLE_WORDS):
        hashes = (hashes + codes[offset : offset + count]) * _FACTOR
        hashes ^= hashes >> np.uint64(29)
    return hashes


def drop_boilerplate(groups: Sequence[Sequence[Article]]) -> list[dict[str, Shingles]]:
    """Return each group's shingles by article id, without those that other groups hold too.

    Words that stand in the reports of different happenings are an outlet's furniture: sharing
    them makes no copy.
    """
    shingles = [{article.id: shingle(article) for article in group} for group in groups]
    own = [
        np.unique(np.concatenate([*group.values(), np.empty(0, dtype=np.uint64)]))
        for group in shingles
    ]
    every, counts = np.unique(
        np.concatenate([*own, np.empty(0, dtype=np.uint64)]), return_counts=True
    )
    furniture = every[counts > 1]
    return [
        {name: np.setdiff1d(found, furniture, assume_unique=True) for name, found in group.items()}
        for group in shingles
    ]


def find_copies(ordered: Sequence[Article], shingles: Mapping[str, Shingles]) -> dict[str, str]:
    """Find the articles of one story that repeat another one's text.

    Two texts are copies where at least 40 % of the shorter one's runs of five words stand in
    the other: a longer version of a report counts, a shared statement or quotation does not.

    Args:
        ordered: The articles of the story in order of publication.
        shingles: Of each article, as `drop_boilerplate` returns them.

    Returns:
        Id of each copy to the id of the earliest article it goes back to.

    Source:
        MinHash with banding (Broder 1997, "On the resemblance and containment of documents")
        proposes the pairs, which are then counted exactly.
    """
    # it brings half a second of SciPy, and only what compares reports needs it
    from datasketch import MinHash, MinHashLSH

    bands = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    position = {article.id: number for number, article in enumerate(ordered)}
    roots: dict[str, str] = {}
    for article in ordered if len(ordered) > 1 else ():
        own = shingles[article.id]
        if len(own) < _LEAST_SHARED:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
        sketch.update_batch((own >> np.uint64(32)).tolist())
        earlier = sorted(bands.query(sketch), key=position.__getitem__)
        for other in earlier:
            if overlap(own, shingles[other]).is_copy:
                roots[article.id] = roots.get(other, other)
                break
        bands.insert(article.id, sketch)
    return roots


def overlap(one: Shingles, other: Shingles) -> Overlap:
    """Return how much two texts have in common."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return Overlap(shared, min(len(one), len(other)))


def longest_in_common(article: Article, other: Shingles) -> str:
    """Return the longest run of an article's words that another text holds; "" for none."""
    text = article.body
    words = read_words(text, article.language)
    held = np.isin(_hash_runs(words), other)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(int)))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return ""
    longest = int((ends - starts).argmax())
    return text[words[starts[longest]].start : words[ends[longest] + _SHINGLE_WORDS - 2].end]
