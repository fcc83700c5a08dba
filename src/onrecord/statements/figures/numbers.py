"""Numbers as written in English news, in digits and in words."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import lexicon


def number_lexicon() -> dict[str, Any]:
    """Return the tables of ``numbers.toml``."""
    return lexicon("statements/figures/numbers.toml")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text at ``[start, end)``.

    `value` is ``None`` for a vague one ("dozens"), whose `low` is the least it can mean.
    `is_share` tells a fraction of something ("two thirds", "half"); `in_words` one written
    without digits; `scale` is what "thousand" or "million" at its end multiplied it by.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    is_share: bool = False
    in_words: bool = False
    scale: float = 1.0


#: Digits stand alone: before them no letter, digit, dot or sign of a code, but for the dash of
#: a range. What may follow them, the caller knows.
_DIGITS = (
    r"(?:(?<![\w.,/:#@&–—⁄-])|(?<=\d[–—-])|(?<=\b[A-Z]{3})|(?<=\bRM)|(?<=\bRs))"
    r"(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?!\d|,\d|:\d|\.\d)"
)
#: Digits of the longest number that news prints in full.
_LONGEST_DIGITS = 18
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = number_lexicon()
    small = "|".join(sorted([*words["ones"], *words["tens"]], key=len, reverse=True))
    scales = "|".join(words["scales"])
    short = "|".join([*words["short_scales"], *words["money_scales"]])
    word = rf"(?:{small}|{scales})s?(?![a-z])"
    vague = "|".join(sorted(words["vague"], key=len, reverse=True))
    parts = "|".join(sorted(words["fractions"], key=len, reverse=True))
    return {
        "digits": re.compile(
            rf"{_DIGITS}(?:[ -](?P<fraction>\d/\d)(?!\d)|(?P<vulgar>[{''.join(_VULGAR)}]))?"
            rf"(?:[\s-]?(?P<scale>{scales})s?\b|(?P<short>{short})\b)?"
        ),
        "share": re.compile(
            rf"(?<![\w-])(?:(?P<top>{small}|a|an)[\s-])?(?P<part>{parts})"
            r"(?=\s(?:of|the|a|an|its)\b)",
            re.IGNORECASE,
        ),
        "ratio": re.compile(
            rf"(?<![\w-])(?P<top>{small}|\d+) (?:in|out of)(?: every)? "
            rf"(?P<of>{small}|\d+)(?![\w:.,-]*\d)",
            re.IGNORECASE,
        ),
        "dozen": re.compile(
            rf"(?<![\w-])(?:(?P<half>half)[\s-]a[\s-]|(?P<times>{small}|a|\d+)[\s-])?"
            r"(?P<what>dozen)(?![a-z])",
            re.IGNORECASE,
        ),
        "half_scale": re.compile(rf"(?<![\w-])half a (?P<scale>{scales})\b", re.IGNORECASE),
        "vague": re.compile(rf"(?<![\w-])(?:{vague})(?![\w-])", re.IGNORECASE),
        "words": re.compile(
            rf"(?<![\w-])(?:an? (?=(?:{scales})(?!s)\b))?"
            rf"(?:{word})(?:(?:[\s-]|\sand\s)(?:{word})){{0,12}}(?!\w)",
            re.IGNORECASE,
        ),
    }


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` in order; shares and vague numbers win where two overlap."""
    found: list[Number] = []
    taken = bytearray(len(text))
    for number in (*_shares(text), *_vague(text), *_in_digits(text), *_in_words(text)):
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"\x01" * (number.end - number.start)
            found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def _in_digits(text: str) -> Iterator[Number]:
    words = number_lexicon()
    scales = words["scales"] | words["short_scales"] | words["money_scales"]
    for match in _patterns()["digits"].finditer(text):
        digits = match["digits"].replace(",", "")
        if len(digits) > _LONGEST_DIGITS:
            continue  # a code, not a number
        value = float(digits)
        if match["fraction"]:
            top, _, under = match["fraction"].partition("/")
            value += float(top) / max(float(under), 1.0)
        if match["vulgar"]:
            value += _VULGAR[match["vulgar"]]
        end, scale = match.end(), 1.0
        if short := match["short"]:
            has_money = text[: match.start()].rstrip()[-1:] in set("$€£¥₹₽₴₦₩₺₪₱฿₫₿")
            if short in words["money_scales"] and not has_money:
                end -= len(short)  # "5m" is five metres
            else:
                scale = scales[short]
        elif match["scale"]:
            scale = scales[match["scale"].lower()]
        yield Number(match.start(), end, value * scale, value * scale, scale=scale)


def _in_words(text: str) -> Iterator[Number]:
    for match in _patterns()["words"].finditer(text):
        value = parse_words(match.group())
        if value is not None:
            yield Number(match.start(), match.end(), value, value, in_words=True)


def parse_words(phrase: str) -> float | None:
    """Return the value of a cardinal in words, ``None`` where the words are not one number.

    >>> parse_words("two hundred and fifty thousand")
    250000.0
    """
    words = number_lexicon()
    total = 0.0
    group: float | None = None
    parts = re.split(r"[\s-]+", phrase.lower())
    if parts[0] in words["scales"]:
        return None
    for word in parts:
        if word in ("and", "a", "an"):
            continue
        if (scale := words["scales"].get(word)) is not None:
            if scale == words["scales"]["hundred"]:
                group = (1.0 if group is None else group) * scale
            else:
                total += (1.0 if group is None else group) * scale
                group = None
        elif word in words["tens"]:
            if group is not None and group % 100:
                return None
            group = (group or 0.0) + words["tens"][word]
        elif word in words["ones"]:
            if group is not None and (group % 10 or (group % 100 and words["ones"][word] > 9)):
                return None
            group = (group or 0.0) + words["ones"][word]
        else:
            return None
    return total + (group or 0.0)


def _count(word: str | None) -> float:
    if word is None or word.lower() in ("a", "an"):
        return 1.0
    return float(word) if word.isdigit() else parse_words(word) or 1.0


def _shares(text: str) -> Iterator[Number]:
    parts = number_lexicon()["fractions"]
    for match in _patterns()["share"].finditer(text):
        word = match["part"].lower()
        if match["top"] is None and word != "half":
            continue  # "third of three" is an ordinal
        if text[match.end() :].lower().startswith((" a dozen", " a million", " a billion")):
            continue
        value = _count(match["top"]) / parts[word]
        yield Number(match.start(), match.end(), value, value, is_share=True, in_words=True)
    for match in _patterns()["ratio"].finditer(text):
        top, of = _count(match["top"]), _count(match["of"])
        if 0 < top < of:
            yield Number(match.start(), match.end(), top / of, top / of, is_share=True)


def _vague(text: str) -> Iterator[Number]:
    words = number_lexicon()
    for match in _patterns()["half_scale"].finditer(text):
        value = words["scales"][match["scale"].lower()] / 2
        yield Number(match.start(), match.end(), value, value, in_words=True)
    for match in _patterns()["dozen"].finditer(text):
        value = 6.0 if match["half"] else 12 * _count(match["times"])
        yield Number(match.start(), match.end(), value, value, in_words=True)
    for match in _patterns()["vague"].finditer(text):
        low = words["vague"][match.group().lower()]
        yield Number(match.start(), match.end(), None, low, in_words=True)
