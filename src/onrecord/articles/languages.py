"""The language of an article, from its words and from what the page declares."""

import re

import py3langid

#: The words decide only where there are enough of them.
_MIN_CHARS = 120
_SAMPLE_CHARS = 1000
#: A declared language is borne out by fewer.
_ENOUGH_CHARS = 300

#: Words of English that hardly stand in another language. Where so many of the words are of these,
#: and so many different ones, nothing else need be asked: the classifier takes half a second and
#: 140 megabytes to load, and takes English in capitals for Lingala.
_ENGLISH = frozenset(
    {"the", "and", "of", "to", "that", "with", "which", "from", "have", "has", "were", "would",
     "by", "said", "are", "this", "their", "they", "been", "it"}
)  # fmt: skip
_ENGLISH_SHARE, _ENGLISH_WORDS = 0.12, 4
_WORD = re.compile(r"[^\W\d_]+")


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
    primary = tag.split("-")[0] if tag else "en"
    if primary == "en" and _is_english(words[:_SAMPLE_CHARS]):
        return tag or "en"
    if tag and _classify(words[:_ENOUGH_CHARS]) == primary:
        return tag
    language = _classify(words[:_SAMPLE_CHARS])
    return tag if tag and primary == language else language


def _is_english(words: str) -> bool:
    found = _WORD.findall(words.lower())
    english = [word for word in found if word in _ENGLISH]
    return len(english) >= _ENGLISH_SHARE * len(found) and len(set(english)) >= _ENGLISH_WORDS


def _classify(words: str) -> str:
    return str(py3langid.classify(words)[0])


def _in_case(tag: str) -> str:
    """Return a tag as RFC 5646, section 2.1.1, writes it: ``zh-Hant-TW``."""
    primary, *others = tag.lower().split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([primary, *(cases.get(len(part), str)(part) for part in others)])
