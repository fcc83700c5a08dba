"""Clean person names out of bylines."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from urllib.parse import urlsplit

from onrecord.articles.printed_dates import without_dates
from onrecord.lexicons import lexicon

_TAGS = re.compile(r"<[^>]*>")
#: What parts the names of a byline.
PARTS = re.compile(r"\s*(?:,|;|\||•|·|/|\n|\band\b|&|\bwith\b|\s\+\s|\s-\s)\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s+(?:(?:in|for|at|of the|reports|reporting|is an?|covers|published|updated|on)(?:\s|$)"
    r"|(?i:for the|of the|for)\s|(?:says|about)\b).*$"
    r"|\s*[(\[@–—].*$|(?<=[a-z])(?:Published|Updated|Posted|Last\b)(?:\W.*)?$"
)
#: Degrees and memberships behind a name: capitals, mostly ("CPP", "PhD", "CFP®").
DEGREE = re.compile(r"(?!I{1,3}$|I?V$|VI{0,3}$)[A-Z][A-Za-z]{0,2}[A-Z][A-Z.®]{0,5}")
_GIVEN_NAME = re.compile(r"[^\W\d_][\w'’.-]*[^\W\d_]")
_NAME_WORD = re.compile(
    r"(?:[^\W\d_][.]?|(?:[dDlLO]['’])?[^\W\d_][\w'’.\-]*[^\W\d_]\.?|[^\W\d_]{1,3}\.)"
)
MAX_NAME_WORDS = 5
EDGES = ' .,:;-–—|*"“”'


@cache
def byline_words() -> dict[str, frozenset[str]]:
    """Return the word lists of ``bylines.toml``, and the given names."""
    table = lexicon("articles/bylines.toml")
    words = {name: frozenset(words) for name, words in table.items()}
    people = lexicon("statements/sources/people.toml")["names"]
    known = (name.lower() for names in people.values() for name in names)
    given = lexicon("articles/given_names.toml")["given_names"]
    return words | {"given_names": frozenset(known).union(given)}


@cache
def opening(table: str) -> re.Pattern[str]:
    """Return the pattern of what a byline begins with: ``openers`` or ``weak_openers``."""
    phrases = sorted(byline_words()[table], key=len, reverse=True)
    glued = r"|^(?-i:[Bb]y(?=[A-Z]))" if table == "openers" else ""
    return re.compile(
        rf"^(?:{'|'.join(map(re.escape, phrases))})(?:\s*:\s*|\s+|$){glued}", re.IGNORECASE
    )


def without_opener(text: str) -> str:
    """Return a line without the "By" or "Written by:" it begins with."""
    text = text.strip(EDGES)
    while (shorter := opening("openers").sub("", text)) != text:
        text = shorter
    return text


def clean_names(bylines: Iterable[str], publisher: str | None = None) -> tuple[str, ...]:
    """Return the persons of the bylines in order, each once: no "By", job, outlet or handle."""
    found: dict[str, str] = {}
    outlet = publisher or ""
    for byline in bylines:
        text = without_dates(" ".join(_TAGS.sub(" ", unescape(byline)).split()))
        for part in PARTS.split(text):
            name = clean_part(part)
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
            parts = [clean_part(part) for part in PARTS.split(without_dates(unescape(byline)))]
            names = tuple(part for part in parts if is_one_word_name(part, outlets))
        for name in names:
            found.setdefault(name.lower(), name)
    return tuple(found.values())


def is_outlet(name: str, publisher: str) -> bool:
    """Whether a name is the outlet's and not one that an outlet and its owner share."""
    return letters_of(name) == letters_of(publisher) and not has_given_name(name)


def is_one_word_name(word: str, outlets: Iterable[str]) -> bool:
    """Whether one word is written as a name and is not part of the letters of an outlet."""
    if not _GIVEN_NAME.fullmatch(word) or not word[0].isupper() or word[1:] != word[1:].lower():
        return False
    if word.lower() in byline_words()["not_names"] or word.lower() in byline_words()["jobs"]:
        return False
    return has_given_name(word) or not any(letters_of(word) in outlet for outlet in outlets)


def has_given_name(name: str) -> bool:
    """Whether the first word is a common given name: outlets are called after persons, too.

    A word in capitals before others that are not ("TOI Life") is an abbreviation.
    """
    first = name.split(maxsplit=1)[0]
    if first.isupper() and not name.isupper():
        return False
    return first.lower() in byline_words()["given_names"]


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


def clean_part(part: str) -> str:
    """Return one part of a byline without opener, place, job and degrees."""
    text = _AFTER_NAME.sub("", without_opener(part)).strip(EDGES)
    return _lower_capitals(_without_degrees(_without_job(text)))


def _without_job(text: str) -> str:
    """Cut a name off before the job that follows it ("Ana Ruiz Senior Reporter")."""
    words = text.split()
    ends = byline_words()["jobs"]
    if words and has_given_name(text):
        ends |= byline_words()["not_names"]
    for index in range(2, len(words)):
        if words[index] == "The" or words[index].lower().strip(".'’") in ends:
            return " ".join(words[:index])
    return text


def _without_degrees(name: str) -> str:
    words = name.split()
    if name.isupper():
        return name
    while len(words) > 2 and DEGREE.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _lower_capitals(name: str) -> str:
    """Turn a name printed in capitals into one with initial capitals."""
    if name.isupper() and len(name) > 4 and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), name)
    return name


def opens_byline(text: str) -> bool:
    """Whether a line begins as a byline does ("By ...", "Written by ...")."""
    return bool(opening("openers").match(text.strip()))


def is_name(text: str) -> bool:
    """Whether the words can be a person's name, and are no job, desk, agency or place line."""
    words = text.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS or len(text) > 60:
        return False
    lists = byline_words()
    if any(word.lower().strip(".'’") in lists["not_names"] for word in words):
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    return words[0][0].isupper() or words[0].lower() in lists["particles"] or not text.isascii()


def _is_name_word(word: str) -> bool:
    if not _NAME_WORD.fullmatch(word):
        return False
    has_case = word.lower() != word.upper()
    return not has_case or word != word.lower() or word in byline_words()["particles"]
