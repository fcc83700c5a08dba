"""The words pages print around their articles, as data (``furniture.toml``)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicons import lexicon

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\xa0": " ", "\0": None})
_EDGES = " \t:.|•·»›>*-–—!?…#_"
_NUMBER = re.compile(r"[\s(\[]*\d+[)\]]*")
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_MAX_HEAD_CHARS, _MIN_TERMS = 60, 2
_NOTICE_CHARS, _MAX_PLEA_CHARS, _ENOUGH_ASKS = 60, 800, 2
#: What a block of any length is whose first words are those of such a line.
_TOLD_BY_FIRST_WORDS = frozenset({"paywall", "teaser"})
#: A longer line says something of its own even if such words stand in it.
_SHORT_WORDS = 30
_MAX_CAPTION_CHARS, _CREDIT_CHARS = 400, 60


class _Table(NamedTuple):
    """Phrases to kinds, and a pattern that finds any of them."""

    kinds: dict[str, str]
    pattern: re.Pattern[str]


class _Phrases(NamedTuple):
    heads: dict[str, str]
    openings: _Table
    lines: _Table
    inside: _Table
    notices: _Table
    pleas: dict[str, re.Pattern[str]]
    subscribing: dict[str, re.Pattern[str]]
    readers: re.Pattern[str]
    credit_begins: re.Pattern[str]
    credit_ends: re.Pattern[str]
    credit_named: re.Pattern[str]
    errors: re.Pattern[str]
    logins: re.Pattern[str]
    terms: re.Pattern[str]
    buttons: frozenset[str]


@cache
def _phrases() -> _Phrases:
    data = lexicon("articles/furniture.toml")
    ends = rf"(?:{_any_of(data['captions']['ends'])})[\])/\w\s.]{{0,20}}$"
    # "(Agency/Ana Ruiz)" at the end names who took the picture, whatever the agency.
    named = r"\([^()/]{2,40}/[^()/]{2,40}\)\W*$"
    return _Phrases(
        heads={phrase.strip(_EDGES): kind for phrase, kind in _kinds(data["heads"]).items()},
        openings=_table(data["openings"]),
        lines=_table(data["lines"]),
        inside=_table(data["inside"]),
        notices=_table(data["notices"]),
        pleas=_patterns(data["pleas"]),
        subscribing=_patterns(data["subscribing"]),
        readers=re.compile(rf"\b(?:{_any_of(data['pleas']['readers'])})", re.IGNORECASE),
        credit_begins=re.compile(_any_of(data["captions"]["begins"])),
        credit_ends=re.compile(ends),
        credit_named=re.compile(named),
        errors=re.compile(_any_of(data["errors"]["titles"])),
        logins=re.compile(_any_of(data["walls"]["logins"])),
        terms=re.compile(rf"\b(?:{_any_of(data['consent']['terms'])})"),
        buttons=frozenset(data["consent"]["buttons"]),
    )


def _patterns(data: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{_any_of(phrases)})") for name, phrases in data.items()}


def _kinds(data: dict[str, list[str]]) -> dict[str, str]:
    return {phrase: kind for kind, phrases in data.items() for phrase in phrases}


def _table(data: dict[str, list[str]]) -> _Table:
    kinds = _kinds(data)
    return _Table(kinds, re.compile(_any_of(kinds)))


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    # A phrase that ends in a letter ends at a word's end: "ad" does not begin "Adams".
    return "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in longest_first)


@lru_cache(maxsize=256)  # the same few lines are folded by several rules in a row
def fold(text: str) -> str:
    """Return `text` in lower case, with plain quotation marks and single spaces."""
    plain = text if text.isascii() and "\0" not in text else text.translate(_PLAIN)
    return " ".join(plain.split()).lower()


@lru_cache(maxsize=4096)  # every line of a page is asked for by several rules
def head_kind(text: str) -> str | None:
    """Return the furniture kind that a line opens, such as ``comments`` for "Comments (3)"."""
    if len(text) > _MAX_HEAD_CHARS:
        return None
    plain = _NUMBER.sub("", fold(text)).strip(_EDGES)
    openings = _phrases().openings
    if begun := openings.pattern.match(plain):
        return openings.kinds[begun.group()]
    return _phrases().heads.get(plain)


def line_kind(text: str) -> str | None:
    """Return the furniture kind of a line that is furniture by itself, else None."""
    phrases = _phrases()
    if len(text.split(maxsplit=_SHORT_WORDS)) > _SHORT_WORDS:
        return _long_kind(text, phrases)
    lines, inside, notices = phrases.lines, phrases.inside, phrases.notices
    plain = fold(text[:400]).lstrip(" •·*-–—»›>[(")
    if found := notices.pattern.match(plain):
        return notices.kinds[found.group()]
    if found := lines.pattern.match(plain):
        return lines.kinds[found.group()]
    # Few lines have any of these; a pattern would try all of them at every letter of the others.
    if any(map(plain.__contains__, inside.kinds)) and (found := inside.pattern.search(plain)):
        return inside.kinds[found.group()]
    return "advert" if _is_plea(plain, phrases) else None


def _long_kind(text: str, phrases: _Phrases) -> str | None:
    """Return the kind of a block too long for the lists of lines."""
    opening = fold(text[:_NOTICE_CHARS])
    if found := phrases.notices.pattern.match(opening):
        return phrases.notices.kinds[found.group()]
    if found := phrases.lines.pattern.match(opening):
        kind = phrases.lines.kinds[found.group()]
        if kind in _TOLD_BY_FIRST_WORDS:
            return kind
    # Few paragraphs speak to the reader: the rest need not be folded.
    if len(text) > _MAX_PLEA_CHARS or not phrases.readers.search(text):
        return None
    plain = fold(text)
    if _is_plea(plain, phrases):
        return "advert"
    return "paywall" if _is_wall(plain, phrases) else None


def _is_plea(plain: str, phrases: _Phrases) -> bool:
    """Whether a paragraph asks its readers for money; what is quoted is somebody else's plea."""
    pleas = phrases.pleas
    if not pleas["readers"].search(plain):
        return False
    own = _QUOTED.sub(" ", plain)
    return (
        bool(pleas["readers"].search(own))
        and bool(pleas["outlet"].search(own))
        and len(set(pleas["asks"].findall(own))) >= _ENOUGH_ASKS
    )


def _is_wall(plain: str, phrases: _Phrases) -> bool:
    """Whether a paragraph asks its readers to subscribe before they may read on."""
    own = _QUOTED.sub(" ", plain)
    reads, pays = (phrases.subscribing[name] for name in ("read", "pay"))
    return bool(
        phrases.pleas["readers"].search(own)
        and reads.search(own)
        and len(set(pays.findall(own))) >= _ENOUGH_ASKS
    )


def is_caption(text: str) -> bool:
    """Whether a block ends or begins with a picture credit ("Photo: ...", ".../Reuters")."""
    if len(text) > _MAX_CAPTION_CHARS:
        return False
    phrases, plain = _phrases(), fold(text)
    return bool(
        phrases.credit_begins.match(plain)
        or phrases.credit_ends.search(plain[-_CREDIT_CHARS:])
        or phrases.credit_named.search(plain)
    )


def is_error(title: str) -> bool:
    """Whether a title is that of a page that has no article ("Page not found")."""
    return bool(_phrases().errors.match(fold(title)))


def is_login(text: str) -> bool:
    """Whether a line asks who has an account to log in, as one under a wall does."""
    return bool(_phrases().logins.match(fold(text[:_MAX_PLEA_CHARS])))


def asks_consent(text: str) -> bool:
    """Whether a text has several of the words of a notice about cookies and personal data."""
    return len(set(_phrases().terms.findall(fold(text)))) >= _MIN_TERMS


def is_consent_button(text: str) -> bool:
    """Whether a line is what such a notice has on its buttons ("Accept all")."""
    return len(text) <= _MAX_HEAD_CHARS and fold(text).strip(_EDGES) in _phrases().buttons
