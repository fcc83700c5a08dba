"""Names of records as they stand in addresses and anchors."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NOT_IN_A_SLUG = re.compile(r"[\W_]+")
SLUG_CHARS = 120


def public_name(record_id: str) -> str:
    """Return the id itself where an address can carry it, else 16 digits of its SHA-256."""
    if _SAFE.fullmatch(record_id):
        return record_id
    return hashlib.sha256(record_id.encode()).hexdigest()[:16]


@lru_cache(maxsize=10_000)
def name_slug(name: str) -> str:
    """Return what two spellings of one name share: letters and digits of any script.

    Case, accents and punctuation do not count, so "Łukasz  O'Neil" and "Lukasz ONeil" differ
    only where the letters themselves do, and "U.S. Embassy" is "US embassy". A name without
    letters or digits gives "".
    """
    joined = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), name)
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", joined).casefold()
        if not unicodedata.combining(character)
    )
    return _NOT_IN_A_SLUG.sub("-", bare).strip("-")[:SLUG_CHARS]
