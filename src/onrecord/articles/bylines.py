"""Clean person names out of bylines."""

import re
from collections.abc import Iterable
from functools import cache

from onrecord.articles.printed_dates import without_dates
from onrecord.lexicons import lexicon

_TAGS = re.compile(r"<[^>]*>")
_SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|\n|\band\b|&|\bwith\b)\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s+(?:in|for|at|of the|reports|reporting|is an?|covers|published|updated|on)\s.*$"
    r"|\s*[(\[@–—].*$"
)
_NAME_WORD = re.compile(
    r"(?:[^\W\d_][.]?|(?:[dDlLO]['’])?[^\W\d_][\w'’.\-]*[^\W\d_]\.?|[^\W\d_]{1,3}\.)"
)
_MAX_NAME_WORDS = 5


@cache
def _words() -> dict[str, frozenset[str]]:
    table = lexicon("articles/bylines.toml")
    return {name: frozenset(words) for name, words in table.items()}


@cache
def _openers() -> re.Pattern[str]:
    openers = sorted(_words()["openers"], key=len, reverse=True)
    return re.compile(
        rf"^(?:{'|'.join(map(re.escape, openers))})(?:\s*:\s*|\s+|$)|^(?-i:By(?=[A-Z]))",
        re.IGNORECASE,
    )


def clean_names(bylines: Iterable[str], publisher: str | None = None) -> tuple[str, ...]:
    """Return the persons of the bylines in order, each once: no "By", job, outlet or handle."""
    found: dict[str, str] = {}
    outlet = (publisher or "").lower()
    for byline in bylines:
        text = without_dates(" ".join(_TAGS.sub(" ", byline).split()))
        for part in _SPLIT.split(text):
            name = _clean(part)
            if is_name(name) and name.lower() != outlet:
                found.setdefault(name.lower(), name)
    return tuple(found.values())


def _clean(part: str) -> str:
    text = part.strip(" .,:;-–—|*")
    while (shorter := _openers().sub("", text)) != text:
        text = shorter
    text = _AFTER_NAME.sub("", text).strip(" .,:;-–—|*")
    return _lower_capitals(text)


def _lower_capitals(name: str) -> str:
    """Turn a name printed in capitals into one with initial capitals."""
    if name.isupper() and len(name) > 4 and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)
    return name


def opens_byline(text: str) -> bool:
    """Whether a line begins as a byline does ("By ...", "Written by ...")."""
    return bool(_openers().match(text.strip()))


def leading_name(line: str) -> str | None:
    """Return the name of a line that is a name, alone or followed by a job ("Ana Ruiz, Editor").

    A job is told by a word that no name has; other words after the name make it no byline.
    """
    names = clean_names([line])
    if names and len(line) <= len(names[0]) + 3:
        return names[0]
    words = line.split()
    for length in range(min(4, len(words) - 1), 1, -1):
        name = " ".join(words[:length]).strip(",|•·–—-")
        following = words[length].lower().strip(".,|")
        if is_name(name) and following in _words()["jobs"]:
            return name
    return None


def is_name(text: str) -> bool:
    """Whether the words can be a person's name, and are no job, desk, agency or place line."""
    words = text.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS or len(text) > 60:
        return False
    lists = _words()
    if any(word.lower().strip(".'’") in lists["not_names"] for word in words):
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    return words[0][0].isupper() or words[0].lower() in lists["particles"] or not text.isascii()


def _is_name_word(word: str) -> bool:
    if not _NAME_WORD.fullmatch(word):
        return False
    has_case = word.lower() != word.upper()
    return not has_case or word != word.lower() or word in _words()["particles"]
