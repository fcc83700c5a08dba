"""What the words of a block look like: the features both inputs share."""

import re
from dataclasses import dataclass

from onrecord.articles.page import PageBlock

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
#: Scripts written without spaces: about two characters a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]*†]*$")
#: Begins at the mark, not before it: a search by a few characters is fast.
_SENTENCE_BREAK = re.compile(
    r"[.!?…。！？؟।](?:(?<=[。！？؟।])(?=\S)"
    r"|(?:(?<=[^\W\d_]{2}[.!?…])|(?<=[\d)\]'\"”’%][.!?…]))['\"”’»)\]]*\s+(?![a-z]))"
)
_COLUMN_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+| +[|•·] +)(?=\S)")
_MIN_COLUMN_GAPS, _MAX_MENU_CHARS = 2, 300
#: A longer block is measured by its beginning: it is running text or a dump of code either way.
_ENOUGH_CHARS = 3000
_ENDING_CHARS = 20
_LONG_WORDS, _PARAGRAPH_WORDS, _MAX_LINKED = 25, 14, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Words of one block.

    `words` counts words (half the characters where none are spaced); `lower` is the share of
    words after the first that begin in lower case or have no case; `linked` the share of
    characters inside links; `sentence` whether it ends as a sentence does.
    """

    words: int
    lower: float
    linked: float
    sentence: bool


def measure(block: PageBlock) -> Measures:
    """Return the measures of one block."""
    text = block.text if len(block.text) <= _ENOUGH_CHARS else block.text[:_ENOUGH_CHARS]
    words = _WORD.findall(text)
    unspaced = len(_UNSPACED.findall(text)) if not text.isascii() else 0
    later = words[1:]
    plain = sum(not word[0].isupper() and not word[0].isdigit() for word in later)
    return Measures(
        words=len(words) + unspaced // 2,
        lower=plain / len(later) if later else 0.0,
        linked=block.linked / len(block.text),
        sentence=bool(_SENTENCE_END.search(block.text[-_ENDING_CHARS:])),
    )


def count_sentences(text: str) -> int:
    """Return how many sentences a paragraph has, by its marks; at least one."""
    return 1 + len(_SENTENCE_BREAK.findall(text))


def is_long(measured: Measures) -> bool:
    """Whether the block is a paragraph that furniture rarely has: long, unlinked, in sentences."""
    return measured.words >= _LONG_WORDS and measured.sentence and measured.linked < _MAX_LINKED


def is_paragraph(measured: Measures) -> bool:
    """Whether the block is a sentence of the length that paragraphs of news have at least."""
    return (
        measured.words >= _PARAGRAPH_WORDS and measured.sentence and measured.linked < _MAX_LINKED
    )


def is_menu_line(text: str) -> bool:
    """Whether a line is several names side by side, set apart by gaps or bars."""
    return len(text) <= _MAX_MENU_CHARS and len(_COLUMN_GAP.findall(text)) >= _MIN_COLUMN_GAPS
