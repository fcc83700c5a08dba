"""What readers type, made into text that reads as it is and stays in its place.

Unicode can turn the order of letters around, hide them, or pile marks over other lines. Such
characters are dropped; what people write with, in any script and with emoji, stays.
"""

import re
import unicodedata

#: Marks over one letter: Vietnamese, Hebrew and Thai need no more.
MARKS_MAX = 3
#: No-break and figure spaces are spaces like any other.
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_JOINERS = ("\u200c", "\u200d")
_PRESENTATION = ("\ufe0e", "\ufe0f")
_LOOKS_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def tame_text(typed: str) -> str:
    """Return `typed` as paragraphs: at most one empty line, no control characters (NFC)."""
    lines = (_SPACES.sub(" ", line).strip() for line in _tame(typed).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def tame_line(typed: str) -> str:
    """Return `typed` as one line; see `tame_text`."""
    return " ".join(_tame(typed).split())


def _tame(typed: str) -> str:
    text = unicodedata.normalize("NFC", _LINES.sub("\n", typed))
    kept: list[str] = []
    marks = 0
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if category in ("Mn", "Me") and character not in _PRESENTATION:
            marks += 1
            if marks <= MARKS_MAX and kept:
                kept.append(character)
            continue
        if character in _JOINERS and not _joins(text, index):
            continue
        if _is_hidden(character, category):
            continue
        marks = 0
        kept.append(character)
    return "".join(kept)


def _is_hidden(character: str, category: str) -> bool:
    """Controls, formats, surrogates, private characters, and letters that show nothing.

    Unassigned ones stay: the next Unicode's emoji are among them.
    """
    if character == "\n" or character in _JOINERS:
        return False
    return category in ("Cc", "Cf", "Cs", "Co") or character in _LOOKS_EMPTY


def _joins(text: str, index: int) -> bool:
    """A joiner is needed between emoji, and between letters of scripts that are not Latin."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return all(side and not side.isascii() and not side.isspace() for side in (before, after))
