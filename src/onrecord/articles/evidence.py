"""What the labeller sees of a block, said in words for people."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from onrecord.articles.features import Features, Vocabulary
from onrecord.articles.hiding import Columns, Floats
from onrecord.articles.measure import measure
from onrecord.articles.page import Page
from onrecord.block_kinds import BlockKind

_MOST, _MOST_WORDS, _FIRST_CHARS = 3, 5, 40
#: A word counts as evidence from this share of the strongest one's weight on.
_LEAST_SHARE = 0.1
_HALF, _WHOLLY = 0.5, 0.9
#: How the vocabulary writes a word that begins with a digit: by its length.
_NUMBER = re.compile(r"(?<!\S)0\d(?!\S)")
#: Elements around all blocks, which tell nothing of one; and no entry.
_EVERYWHERE = frozenset({"", "<", "<html", "<body"})
_LINKS = {"@/": "a link within the site", "@#": "a link within the page"}


def say_word(entry: str) -> str:
    """Return what an entry of the vocabulary of words stands for: ``by$`` for "ends with “by”"."""
    if entry in _LINKS:
        return _LINKS[entry]
    word = _NUMBER.sub("[number]", entry.strip("^$") if len(entry) > 1 else entry)
    if len(entry) > 1 and " " not in entry:
        if entry.startswith("^"):
            return f"begins with “{word}”"
        if entry.endswith("$"):
            return f"ends with “{word}”"
        if entry.startswith("@"):
            return f"links to “{word[1:]}”"
    return f"“{word}”"


def say_name(entry: str, elements: Mapping[str, int]) -> str:
    """Return what an entry of the vocabulary of names stands for: an element, or a class word."""
    name = entry[1:]
    if entry.startswith("<"):
        return f"<{name}>"
    if entry.startswith("="):
        return f"<{name}>" if f"<{name}" in elements else f"names that say {name}"
    return f"“{entry}”"


class Evidence:
    """What speaks for the kinds of a page's blocks, block by block.

    Each method takes the number of a block and the falls of the parts it chooses from, and
    returns words, the strongest first, never none.
    """

    def __init__(self, page: Page, features: Features, vocabulary: Vocabulary) -> None:
        self._page, self._features, self._vocabulary = page, features, vocabulary
        self._word_of = {number: entry for entry, number in vocabulary.words.items()}
        self._name_of = {number: entry for entry, number in vocabulary.names.items()}

    @cached_property
    def _measures(self) -> list[tuple[int, bool]]:
        measured = map(measure, self._page.blocks)
        return [(each.words, each.sentence) for each in measured]

    def words(self, block: int, falls: Floats) -> tuple[str, ...]:
        """Name the known words of the block that matter most."""
        entries = self._features.words[block]
        said = [say_word(self._word_of[entry]) for entry in entries.tolist() if entry]
        return _strongest(said, falls[block].tolist(), _MOST_WORDS) or (
            "none that the labeller knows",
        )

    def names(self, block: int, own: Floats, outer: Floats) -> tuple[str, ...]:
        """Name the elements and the words of their names that matter most."""
        said, weights = [], []
        for rows, falls, where in (
            (self._features.own, own, ""),
            (self._features.outer, outer, "inside "),
        ):
            entries = [self._name_of.get(entry, "") for entry in rows[block].tolist()]
            told = [number for number, entry in enumerate(entries) if entry not in _EVERYWHERE]
            said += [where + say_name(entries[each], self._vocabulary.names) for each in told]
            weights += falls[block, told].tolist()
        return _strongest(said, weights, _MOST_WORDS) or ("none that the labeller knows",)

    def parts(self, block: int, falls: Mapping[str, Floats], at: Columns) -> tuple[str, ...]:
        """Say what the block's shape or place is, by the parts of it that matter most."""
        say: dict[str, Callable[[int, list[float]], str]] = {
            "length": self._length, "case": self._case, "marks": self._marks,
            "links": self._links, "position": self._position, "repeated": self._repeated,
            "holds": self._holds, "headline": self._headline, "text": self._text,
            "whole": self._whole,
        }  # fmt: skip
        row = self._features.numbers[block]
        said = [say[name](block, row[getattr(at, name)].tolist()) for name in falls]
        return _strongest(said, [falls[name][block] for name in falls], _MOST)

    def declared(self, block: int, at: Columns) -> tuple[str, ...]:
        """Say what of the block the page declares, or that it declares other text."""
        row = self._features.numbers[block][at.declared].tolist()
        headline, standfirst, quoted, named, alone = row[:5]
        declares_headline, declares_text, declares_authors = row[5:]
        said = [
            ("the declared article text has it", quoted),
            ("like the declared headline", headline > _HALF),
            ("like the declared standfirst", standfirst > _HALF),
            ("a declared author's name", alone),
            ("names a declared author", named and not alone),
            ("not in the declared article text", declares_text and not quoted),
            ("unlike the declared headline", declares_headline and headline <= _HALF),
            ("names no declared author", declares_authors and not named),
        ]
        found = tuple(words for words, holds in said if holds)
        return found[:_MOST] or ("the page declares nothing of it",)

    def neighbours(self, block: int, kinds: Sequence[BlockKind]) -> tuple[str, ...]:
        """Name the blocks right above and below."""
        blocks = self._page.blocks
        found = []
        for where, other in (("above", block - 1), ("below", block + 1)):
            if 0 <= other < len(blocks):
                found.append(f"{kinds[other]} “{_beginning(blocks[other].text)}” {where}")
            else:
                found.append(f"nothing {where}")
        return tuple(found)

    def _length(self, block: int, _row: list[float]) -> str:
        words = self._measures[block][0]
        return "1 word" if words == 1 else f"{words:,} words"

    def _case(self, _block: int, row: list[float]) -> str:
        lower, upper, digits, begins = row
        if upper > _HALF:
            return "in capitals"
        if digits > _HALF:
            return "mostly numbers"
        if begins:
            return "begins in lower case"
        return f"{lower:.0%} of the words in lower case"

    def _marks(self, block: int, _row: list[float]) -> str:
        text = self._page.blocks[block].text
        if self._measures[block][1]:
            return "ends as a sentence does"
        return f"ends with “{text[-1]}”" if text[-1] in ":?" else "does not end as a sentence does"

    def _links(self, _block: int, row: list[float]) -> str:
        if row[0] > _WHOLLY:
            return "all of it is a link"
        return f"{row[0]:.0%} of it is a link" if row[0] else "no link in it"

    def _position(self, block: int, row: list[float]) -> str:
        place = f"block {block + 1} of {len(self._page.blocks)}"
        above, below = row[4] > 0, row[5] > 0
        if above and below:
            return f"{place}, between long paragraphs"
        if not above and not below:
            return f"{place}, no long paragraphs on the page besides"
        return f"{place}, {'below' if above else 'above'} all other long paragraphs"

    def _repeated(self, _block: int, row: list[float]) -> str:
        taken, often = row[:2]
        if often:
            return "printed more than once"
        return f"{taken:.0%} of its words are in the long paragraphs" if taken else "printed once"

    def _holds(self, _block: int, row: list[float]) -> str:
        if not self._page.marked_up:
            return "no elements: pasted text"
        text = f"{row[0]:.0%}" if row[0] else "none"
        links = f"{row[1]:.0%} of it links" if row[1] else "no links"
        return f"its element: {text} of the long paragraphs, {links}"

    def _headline(self, _block: int, row: list[float]) -> str:
        if not any(row):
            return "no headline told by its element"
        return "near the headline" if row[0] < _HALF else "far from the headline"

    def _text(self, _block: int, row: list[float]) -> str:
        if not any(row):
            return "no element holds most of the text"
        return f"{'inside' if row[2] else 'outside'} the element with most of the text"

    def _whole(self, _block: int, _row: list[float]) -> str:
        size = len(self._page.blocks)
        return f"a page of {size:,} block{'s' if size > 1 else ''}"


def _strongest(said: Sequence[str], weights: Iterable[float], most: int) -> tuple[str, ...]:
    """Return what weighs most, each once; where nothing does by itself, the first ones."""
    pairs = sorted(zip(weights, said, strict=False), key=lambda pair: -pair[0])
    least = max(0.0, _LEAST_SHARE * pairs[0][0]) if pairs else 0.0
    strong = [words for weight, words in pairs if weight > least]
    return tuple(dict.fromkeys(strong or said))[:most]


def _beginning(text: str) -> str:
    words = " ".join(text[: 2 * _FIRST_CHARS].split())
    return words if len(words) <= _FIRST_CHARS else words[:_FIRST_CHARS].rstrip() + "…"
