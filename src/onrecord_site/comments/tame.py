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
    for character in text:
        category = unicodedata.category(character)
        has_base = bool(kept) and not kept[-1].isspace()
        if character in _JOINERS:
            if has_base:
                kept.append(character)
        elif category in ("Mn", "Me") and character not in _PRESENTATION:
            marks += 1
            if marks <= MARKS_MAX and has_base:
                kept.append(character)
        elif not _is_hidden(character, category):
            marks = 0
            kept.append(character)
    # What a joiner joins, and a mark stands on, is known only once the rest was dropped.
    left = "".join(kept)
    needed = (
        each for index, each in enumerate(left) if each not in _JOINERS or _joins(left, index)
    )
    return unicodedata.normalize("NFC", "".join(needed))


def _is_hidden(character: str, category: str) -> bool:
    """Controls, formats, surrogates, private characters, and letters that show nothing.

    Unassigned ones stay: the next Unicode's emoji are among them.
    """
    if character == "\n":
        return False
    return category in ("Cc", "Cf", "Cs", "Co") or character in _LOOKS_EMPTY


def _joins(text: str, index: int) -> bool:
    """A joiner is needed between emoji, and between letters of scripts that are not Latin."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return all(
        side and not side.isascii() and not side.isspace() and side not in _JOINERS
        for side in (before, after)
    )
