"""The language of an article, from its words and from what the page declares."""

import py3langid

#: The words decide only where there are enough of them.
_MIN_CHARS = 120
_SAMPLE_CHARS = 3000


def find_language(words: str, declared: str | None) -> str | None:
    """Return the primary BCP 47 subtag of the language of `words`, such as ``en``.

    Sites declare the language of their menus, so the words win where they are many; a short
    text has the declared language, or None if nothing is declared.

    Args:
        words: The article's running text.
        declared: A BCP 47 tag the page declares, such as ``en-US``.
    """
    primary = declared.split("-")[0].lower() if declared else None
    if len(words) < _MIN_CHARS:
        return primary
    language, _ = py3langid.classify(words[:_SAMPLE_CHARS])
    return str(language)
