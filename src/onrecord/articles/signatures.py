"""Printed lines that say who wrote an article."""

import re

from onrecord.articles.bylines import (
    DEGREE,
    EDGES,
    MAX_NAME_WORDS,
    PARTS,
    byline_words,
    clean_names,
    clean_part,
    has_given_name,
    is_name,
    is_one_word_name,
    opening,
    opens_byline,
    without_opener,
)
from onrecord.articles.printed_dates import between_dates

_MAX_DATED_CHARS = 100
#: Between the one who writes and the one who is written for, or what follows a name.
_AGAINST = re.compile(r"\s+(?:on behalf of|for|at)\s|\s\d+ comments?\b", re.IGNORECASE)
_OUTLET_BAR = re.compile(r"\s*[|•·(]\s*")
_AFTER_GIVEN_NAME = re.compile(r"\s*[·•|,(\d]|\s[–—-]\s|\s(?=on\b)")


def names_writer(text: str) -> bool:
    """Whether a line begins with words that name who wrote the article ("By", not "From")."""
    line = text.strip()
    return opens_byline(line) and not opening("weak_openers").match(line)


def signs_collectively(text: str) -> bool:
    """Whether a line is a byline that names no person but a staff or desk ("By Courier Staff")."""
    words = text.split()
    if len(words) > MAX_NAME_WORDS + 1 or not names_writer(text):
        return False
    return any(word.lower() in byline_words()["collectives"] for word in words)


def opened_names(text: str) -> tuple[str, ...]:
    """Return the persons of a line that begins as a byline does; maybe a given name ("by Ana ·").

    The given name must stand alone before a sign or the end of the line.
    """
    if names := clean_names([text]):
        return names
    name = _AFTER_GIVEN_NAME.split(without_opener(text))[0].strip()
    return (name,) if is_one_word_name(name, ()) and has_given_name(name) else ()


def dated_names(text: str) -> tuple[str, ...]:
    """Return the persons of a line that tells who and when ("Ana Ruiz · 4 March 2024")."""
    if len(text) > _MAX_DATED_CHARS:
        return ()
    parts = between_dates(text)
    for part in parts if len(parts) > 1 else ():
        part = _AGAINST.split(part.strip(EDGES))[0]
        if opens_byline(part):
            return opened_names(part)
        if names := clean_names([part]):
            return names
    return ()


def names_with_degrees(text: str) -> tuple[str, ...]:
    """Return the persons of a line of names and degrees only ("Ana Ruiz, MD, PhD")."""
    parts = [part for part in PARTS.split(text) if part.strip()]
    names = [part for part in parts if is_name(clean_part(part))]
    degrees = sum(bool(DEGREE.fullmatch(part.strip(EDGES))) for part in parts)
    few_others = len(parts) - len(names) - degrees <= 1
    return clean_names(names) if names and degrees and few_others else ()


def leading_name(line: str) -> str | None:
    """Return the name of a line that is a name, alone or followed by a job ("Ana Ruiz, Editor").

    A job is told by a word that no name has; other words after the name make it no byline.
    """
    names = clean_names([line])
    if names and (len(line) <= len(names[0]) + 3 or line.removeprefix(names[0]).isupper()):
        return names[0]
    line = without_opener(line)
    first, *rest = _OUTLET_BAR.split(line)
    if rest and names == clean_names([first]) and len(names) == 1:
        return names[0]
    words = line.split()
    for length in range(min(4, len(words) - 1), 1, -1):
        name = " ".join(words[:length]).strip(",|•·–—-")
        following = words[length].lower().strip(".,|")
        if is_name(name) and following in byline_words()["jobs"]:
            return name
    return None
