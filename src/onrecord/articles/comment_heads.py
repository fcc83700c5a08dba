"""The lines above and around readers' comments: names, times, buttons, notices."""

import re
from datetime import datetime
from functools import cache
from typing import NamedTuple

from onrecord.articles.page import PageBlock
from onrecord.articles.phrases import fold
from onrecord.articles.printed_dates import parse_declared, parse_printed, without_times
from onrecord.lexicons import lexicon

_COUNT = re.compile(r"[\s(\[+\-]*\d[\d.,k]*[)\]]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[|·•,;/–—:]+\s*|\s{2,}")
_SAYS = re.compile(r"\s(?:says|said|wrote|writes|commented|replied)\s*:?\s*$", re.IGNORECASE)
_TAG = re.compile(r"</?\w+>")
#: Which of the numbers is the month cannot be told.
_NUMBERS = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_SHORT_AGE = re.compile(r"\d{1,3}\s?(?:s|min|m|h|hr|d|w|wk|mo|y|yr)s?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
#: A name is a few words, each with a capital, or one of any letters: a login.
_NAME_WORD = re.compile(r"[A-Z0-9À-ÖØ-Þ\u0370-\U0010ffff(@][^\s!?;:]*|d[ae]|v[ao]n|der|la|and|&")
_LOGIN = re.compile(r"@?\w[\w.\-']{1,29}")
_SENTENCE = re.compile(r"[!?;:]|\.\s|[^.]{4}\.$")
_MAX_NAME_WORDS, _MAX_NAME_CHARS, _MAX_HEAD_CHARS = 5, 50, 120


class Head(NamedTuple):
    """What the line above a comment tells: a name, and whether it tells a time, and which."""

    author: str | None = None
    dated: bool = False
    posted_at: datetime | None = None


@cache
def comment_words(name: str) -> frozenset[str]:
    """Return one of the word lists of ``comments.toml``."""
    return frozenset(lexicon("articles/comments.toml")[name])


@cache
def _ends() -> re.Pattern[str]:
    ends = sorted(comment_words("ends"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ends)))


def is_end(text: str) -> bool:
    """Whether a line stands around a thread: "Leave a reply", "12 thoughts on ...", a notice."""
    plain = fold(text)
    return bool(_ends().match(_COUNT.sub("", plain, count=1).strip() or plain))


def is_aside(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a line is a button, a count or a mark, and no words of a comment.

    Args:
        text: The line.
        names: The names of the elements around it, inside of the one that holds the comment.
    """
    if not _WORD.search(text):
        return True
    buttons = comment_words("buttons")
    parts = [_COUNT.sub("", part).strip(" .:") for part in _BETWEEN.split(fold(text))]
    if all(not part or part in buttons or buttons.issuperset(part.split()) for part in parts):
        return True
    if not names.isdisjoint(comment_words("forms")):
        return True
    is_known = names.isdisjoint(comment_words("texts") | comment_words("authors"))
    return is_known and not names.isdisjoint(comment_words("asides"))


def says_head(text: str) -> Head | None:
    """Return what a line such as "Ana Ruiz says:" tells, or None for another line."""
    says = _SAYS.search(text) if len(text) <= _MAX_HEAD_CHARS else None
    name = clean_user(text[: says.start()]) if says else None
    return Head(author=name) if name else None


def marked_head(text: str) -> Head | None:
    """Return what a line tells that the markup says to be the name of who wrote a comment."""
    if len(text) > _MAX_HEAD_CHARS or is_aside(text):
        return None
    text = _SAYS.sub("", text)
    name = clean_user(text) or clean_user(text.split(",")[0])
    words = text.split()
    if name is None and len(words) <= _MAX_NAME_WORDS and len(text) <= _MAX_NAME_CHARS:
        name = None if _SENTENCE.search(text) or not _WORD.search(text) else " ".join(words)
    return Head(author=name) if name else None


def dated_head(block: PageBlock) -> Head | None:
    """Return what a line with a time and hardly anything else tells, or None for another line."""
    if len(block.text) > _MAX_HEAD_CHARS:
        return None
    if _SHORT_AGE.fullmatch(block.text):
        rest, dated = "", True
    else:
        rest, dated = without_times(_TAG.sub(" ", block.text))
    rest, numbers = _NUMBERS.subn(" ", rest)
    if not dated and not numbers:
        return None
    name = clean_user(rest)
    words = [word for word in re.findall(r"[^\W\d_]+", fold(rest)) if not _is_around(word)]
    if name is None and words:
        return None
    moment = parse_declared(block.moment) if block.moment else None
    return Head(author=name, dated=True, posted_at=moment or parse_printed(block.text))


def _is_around(word: str) -> bool:
    plain = fold(word).strip(":,.")
    return plain in comment_words("verbs") or plain in comment_words("weekdays")


def clean_user(text: str) -> str | None:
    """Return the name of a reader without what stands around it, or None where it is no name."""
    parts = [part.strip(" .()[]-–—*") for part in _BETWEEN.split(text.strip())]
    words = " ".join(part for part in parts if fold(part) not in comment_words("buttons")).split()
    while words and _is_around(words[-1]):
        words.pop()
    while words and _is_around(words[0]):
        words.pop(0)
    name = " ".join(words)
    name += ")" if "(" in name and ")" not in name else ""
    if not _WORD.search(name) or len(name) > _MAX_NAME_CHARS or len(words) > _MAX_NAME_WORDS:
        return None
    is_name = all(map(_NAME_WORD.fullmatch, words)) or bool(_LOGIN.fullmatch(name))
    return name if is_name and not name.isdigit() else None
