"""The language of an article, from its words and from what the page declares."""

import py3langid

#: The words decide only where there are enough of them.
_MIN_CHARS = 120
_SAMPLE_CHARS = 1000
#: A declared language is borne out by fewer.
_ENOUGH_CHARS = 300


def find_language(words: str, declared: str | None) -> str | None:
    """Return the BCP 47 tag of the language of `words`, such as ``en`` or ``en-GB``.

    Sites declare the language of their menus, so the words win where they are many; a declared
    tag that they agree with is kept, with its region. A short text has the declared language,
    or None if nothing is declared. Letters have the case that RFC 5646 recommends.

    Args:
        words: The article's running text.
        declared: A BCP 47 tag the page declares, such as ``en-US``.
    """
    tag = _in_case(declared) if declared else None
    if len(words) < _MIN_CHARS:
        return tag
    if tag and _classify(words[:_ENOUGH_CHARS]) == tag.split("-")[0]:
        return tag
    language = _classify(words[:_SAMPLE_CHARS])
    return tag if tag and tag.split("-")[0] == language else language


def _classify(words: str) -> str:
    return str(py3langid.classify(words)[0])


def _in_case(tag: str) -> str:
    """Return a tag as RFC 5646, section 2.1.1, writes it: ``zh-Hant-TW``."""
    primary, *others = tag.lower().split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([primary, *(cases.get(len(part), str)(part) for part in others)])
