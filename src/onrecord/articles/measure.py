"""What the words of a block look like: what both inputs share, counted once for each block."""

import re
from typing import NamedTuple

from onrecord.articles.page import PageBlock

_TOKEN = re.compile(r"\w+(?:[’'.\-]\w+)*|[^\w\s]")
#: Scripts written without spaces: about two characters a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]*†]*$")
#: A longer block is measured by its beginning: it is running text or a dump of code either way.
_ENOUGH_CHARS = 2000
_ENDING_CHARS = 20
_COLUMN_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+| +[|•·>»›] +)(?=\S)")
_MIN_COLUMN_GAPS, _MAX_MENU_CHARS = 2, 300
_LONG_WORDS, _MAX_LINKED = 25, 0.3


class Measures(NamedTuple):
    """The words of one block, counted.

    `tokens` are its words and marks, `spaced` its words alone; `words` counts words
    (half the characters where none are spaced); `linked` is the share of characters inside
    links; `sentence` whether it ends as a sentence does; `long` whether it is a paragraph that
    furniture rarely has: long, unlinked, in sentences.
    """

    tokens: list[str]
    spaced: list[str]
    words: int
    linked: float
    sentence: bool
    long: bool


def measure(block: PageBlock) -> Measures:
    """Return the measures of one block."""
    text = block.text if len(block.text) <= _ENOUGH_CHARS else block.text[:_ENOUGH_CHARS]
    tokens = _TOKEN.findall(text)
    # A mark is a single character.
    spaced = [word for word in tokens if len(word) > 1 or word.isalnum() or word == "_"]
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    words = len(spaced) + unspaced // 2
    linked = block.linked / len(block.text)
    ending = block.text[-_ENDING_CHARS:]
    sentence = not ending[-1].isalnum() and _SENTENCE_END.search(ending) is not None
    long = words >= _LONG_WORDS and sentence and linked < _MAX_LINKED
    return Measures(tokens, spaced, words, linked, sentence, long)


def words_in(text: str) -> frozenset[str]:
    """Return the different words of a text, in lower case."""
    return frozenset(token.lower() for token in _TOKEN.findall(text) if token[0].isalnum())


def is_menu_line(text: str) -> bool:
    """Whether a line is several names side by side, set apart by gaps or bars."""
    return len(text) <= _MAX_MENU_CHARS and len(_COLUMN_GAP.findall(text)) >= _MIN_COLUMN_GAPS
