"""Words of pages made safe for a terminal."""

import unicodedata

_BIDI_CONTROLS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)


def plain(text: str) -> str:
    """Return the text on one line, without control characters.

    A page may hold terminal escape sequences or marks that turn the direction of writing; on
    a terminal they could hide or forge what stands there.
    """
    words = " ".join(text.split())
    return "".join(
        char
        for char in words
        if char not in _BIDI_CONTROLS and unicodedata.category(char) not in ("Cc", "Cs")
    )
