"""Clean person names out of bylines."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from urllib.parse import urlsplit

from onrecord.articles.printed_dates import between_dates, without_dates
from onrecord.lexicons import lexicon

_TAGS = re.compile(r"<[^>]*>")
_SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|\n|\band\b|&|\bwith\b|\s\+\s|\s-\s)\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s+(?:(?:in|for|at|of the|reports|reporting|is an?|covers|published|updated|on)(?:\s|$)"
    r"|(?i:for the|of the|for)\s|(?:says|about)\b).*$"
    r"|\s*[(\[@–—].*$|(?<=[a-z])(?:Published|Updated|Posted|Last )\W.*$"
)
#: Degrees and memberships behind a name: capitals, mostly ("CPP", "PhD", "CFP®").
_DEGREE = re.compile(r"(?!I{1,3}$|I?V$|VI{0,3}$)[A-Z][A-Za-z]{0,2}[A-Z][A-Z.®]{0,5}")
_GIVEN_NAME = re.compile(r"[^\W\d_][\w'’.-]*[^\W\d_]")
_NAME_WORD = re.compile(
    r"(?:[^\W\d_][.]?|(?:[dDlLO]['’])?[^\W\d_][\w'’.\-]*[^\W\d_]\.?|[^\W\d_]{1,3}\.)"
)
_MAX_NAME_WORDS = 5
_MAX_DATED_CHARS = 100
#: Between the one who writes and the one who is written for, or what follows a name.
_AGAINST = re.compile(r"\s+(?:on behalf of|for|at)\s|\s\d+ comments?\b", re.IGNORECASE)
_OUTLET_BAR = re.compile(r"\s*[|•·(]\s*")
_EDGES = ' .,:;-–—|*"“”'


@cache
def _words() -> dict[str, frozenset[str]]:
    table = lexicon("articles/bylines.toml")
    words = {name: frozenset(words) for name, words in table.items()}
    people = lexicon("statements/sources/people.toml")["names"]
    known = (name.lower() for names in people.values() for name in names)
    given = lexicon("articles/given_names.toml")["given_names"]
    return words | {"given_names": frozenset(known).union(given)}


@cache
def _openers(weak: bool = False) -> re.Pattern[str]:
    openers = sorted(_words()["weak_openers" if weak else "openers"], key=len, reverse=True)
    glued = "" if weak else r"|^(?-i:[Bb]y(?=[A-Z]))"
    return re.compile(
        rf"^(?:{'|'.join(map(re.escape, openers))})(?:\s*:\s*|\s+|$){glued}", re.IGNORECASE
    )


def clean_names(bylines: Iterable[str], publisher: str | None = None) -> tuple[str, ...]:
    """Return the persons of the bylines in order, each once: no "By", job, outlet or handle."""
    found: dict[str, str] = {}
    outlet = publisher or ""
    for byline in bylines:
        text = without_dates(" ".join(_TAGS.sub(" ", unescape(byline)).split()))
        for part in _SPLIT.split(text):
            name = _clean(part)
            if is_name(name) and not is_outlet(name, outlet):
                found.setdefault(name.lower(), name)
    return tuple(found.values())


def declared_names(
    bylines: Iterable[str], publisher: str | None = None, url: str | None = None
) -> tuple[str, ...]:
    """Return the persons that markup declares as authors.

    Unlike in a printed line, one word alone is a name here if it is written as one and is not
    the outlet's: sites sign with a given name ("Susan"). Logins ("admin", "sruiz") are not.
    """
    found: dict[str, str] = {}
    outlets = [letters_of(publisher or ""), letters_of(_host(url))]
    for byline in bylines:
        names = clean_names([byline], publisher)
        if not names and byline.islower() and has_given_name(byline):
            names = clean_names([byline.title()], publisher)
        if not names:
            parts = [_clean(part) for part in _SPLIT.split(without_dates(unescape(byline)))]
            names = tuple(part for part in parts if _is_one_word_name(part, outlets))
        for name in names:
            found.setdefault(name.lower(), name)
    return tuple(found.values())


def is_outlet(name: str, publisher: str) -> bool:
    """Whether a name is the outlet's and not one that an outlet and its owner share."""
    return letters_of(name) == letters_of(publisher) and not has_given_name(name)


def _is_one_word_name(word: str, outlets: Iterable[str]) -> bool:
    if not _GIVEN_NAME.fullmatch(word) or not word[0].isupper() or word[1:] != word[1:].lower():
        return False
    if word.lower() in _words()["not_names"] or word.lower() in _words()["jobs"]:
        return False
    return has_given_name(word) or not any(letters_of(word) in outlet for outlet in outlets)


def has_given_name(name: str) -> bool:
    """Whether the first word is a common given name: outlets are called after persons, too."""
    return name.split(maxsplit=1)[0].lower() in _words()["given_names"]


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def given_name_first(name: str) -> str:
    """Return an index entry ("Ruiz, Ana") as the name is written elsewhere ("Ana Ruiz")."""
    family, comma, given = name.partition(",")
    if comma and 0 < len(given.split()) <= 3 and len(family.split()) <= 3 and "," not in given:
        return f"{given.strip()} {family.strip()}"
    return name


def letters_of(text: str) -> str:
    """Return the letters and digits of a name in lower case, without a leading "the"."""
    return "".join(filter(str.isalnum, text.lower())).removeprefix("the")


def _clean(part: str) -> str:
    text = part.strip(_EDGES)
    while (shorter := _openers().sub("", text)) != text:
        text = shorter
    text = _AFTER_NAME.sub("", text).strip(_EDGES)
    return _lower_capitals(_without_degrees(_without_job(text)))


def _without_job(text: str) -> str:
    """Cut a name off before the job that follows it ("Ana Ruiz Senior Reporter")."""
    words = text.split()
    ends = _words()["jobs"]
    if words and has_given_name(text):
        ends |= _words()["not_names"]
    for index in range(2, len(words)):
        if words[index] == "The" or words[index].lower().strip(".'’") in ends:
            return " ".join(words[:index])
    return text


def _without_degrees(name: str) -> str:
    words = name.split()
    if name.isupper():
        return name
    while len(words) > 2 and _DEGREE.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _lower_capitals(name: str) -> str:
    """Turn a name printed in capitals into one with initial capitals."""
    if name.isupper() and len(name) > 4 and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)
    return name


def opens_byline(text: str) -> bool:
    """Whether a line begins as a byline does ("By ...", "Written by ...")."""
    return bool(_openers().match(text.strip()))


def names_writer(text: str) -> bool:
    """Whether a line begins with words that name who wrote the article ("By", not "From")."""
    line = text.strip()
    return opens_byline(line) and not _openers(weak=True).match(line)


def signs_collectively(text: str) -> bool:
    """Whether a line is a byline that names no person but a staff or desk ("By Courier Staff")."""
    words = text.split()
    if len(words) > _MAX_NAME_WORDS + 1 or not names_writer(text):
        return False
    return any(word.lower() in _words()["collectives"] for word in words)


def opened_names(text: str) -> tuple[str, ...]:
    """Return the persons of a line that begins as a byline does; maybe a given name ("by Ana ·").

    The given name must stand alone before a sign or the end of the line.
    """
    if names := clean_names([text]):
        return names
    rest = _openers().sub("", text.strip())
    name = re.split(r"\s*[·•|,(\d]|\s[–—-]\s|\s(?=on\b)", rest)[0].strip()
    return (name,) if _is_one_word_name(name, ()) else ()


def dated_names(text: str) -> tuple[str, ...]:
    """Return the persons of a line that tells who and when ("Ana Ruiz · 4 March 2024")."""
    if len(text) > _MAX_DATED_CHARS:
        return ()
    parts = between_dates(text)
    for part in parts if len(parts) > 1 else ():
        part = _AGAINST.split(part.strip(_EDGES))[0]
        if opens_byline(part):
            return opened_names(part)
        if names := clean_names([part]):
            return names
    return ()


def names_with_degrees(text: str) -> tuple[str, ...]:
    """Return the persons of a line of names and degrees only ("Ana Ruiz, MD, PhD")."""
    parts = [part for part in _SPLIT.split(text) if part.strip()]
    names = [part for part in parts if is_name(_clean(part))]
    degrees = sum(bool(_DEGREE.fullmatch(part.strip(_EDGES))) for part in parts)
    few_others = len(parts) - len(names) - degrees <= 1
    return clean_names(names) if names and degrees and few_others else ()


def leading_name(line: str) -> str | None:
    """Return the name of a line that is a name, alone or followed by a job ("Ana Ruiz, Editor").

    A job is told by a word that no name has; other words after the name make it no byline.
    """
    names = clean_names([line])
    if names and (len(line) <= len(names[0]) + 3 or line.removeprefix(names[0]).isupper()):
        return names[0]
    line = line.strip(_EDGES)
    while (shorter := _openers().sub("", line)) != line:
        line = shorter
    first, *rest = _OUTLET_BAR.split(line)
    if rest and names == clean_names([first]) and len(names) == 1:
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
