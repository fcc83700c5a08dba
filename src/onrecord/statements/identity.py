"""Ids of statements that stay the same while their words do."""

import hashlib
import json
from collections import Counter

from onrecord.records import Form

#: Hexadecimal digits of an id: 80 bits.
_DIGITS = 20


class StatementIds:
    """Hands out the ids of one article's statements.

    An id is the SHA-256 of a canonical JSON array: article id, form, name of the source, words
    of the content, and which occurrence of these it is. Neither offsets nor other statements
    are part of it, so an edit elsewhere on the page changes no id.
    """

    def __init__(self, article: str) -> None:
        """Start counting occurrences for the article with this id."""
        self._article = article
        self._seen: Counter[tuple[Form, str | None, str]] = Counter()

    def next(self, form: Form, source: str | None, words: str) -> str:
        """Return the id of the next statement; call in page order.

        White space in `words` counts as one space, so that another line break is no edit.
        """
        key = (form, source, " ".join(words.split()))
        occurrence = self._seen[key]
        self._seen[key] += 1
        canonical = json.dumps(
            [self._article, *key, occurrence], ensure_ascii=False, separators=(",", ":")
        )
        # a lone surrogate, which pasted text can hold, has no UTF-8 of its own
        digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:_DIGITS]
