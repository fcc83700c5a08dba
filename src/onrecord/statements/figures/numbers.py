"""Numbers as written in English news, in digits and in words."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import lexicon
from onrecord.statements.figures.units import money_before


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
    r"(?:(?<![\w.,/:#@&–—⁄-])|(?<=[\d%][–—-])|(?<=\b[A-Z]{3})|(?<=\bRM)|(?<=\bRs)"
    r"|(?<=\bsub-)|(?<=\bnow-)|(?<=[\s(]-))"
    r"(?P<digits>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?!\d|,\d|:\d|\.\d)"
)
_FIRST_YEAR, _LAST_YEAR = 1500, 2200
#: Digits of the longest number that news prints in full.
_LONGEST_DIGITS = 18
#: Before a number below zero: "minus 20 degrees", "-3%"; a dash between words has spaces.
_MINUS = re.compile(r"(?:(?<!\bor )\bminus\s|(?<![^\s(])[-−])$", re.IGNORECASE)
#: Around a fraction without its whole: "more than half were", "cut by a third in May".
_LIMITED = re.compile(
    r"\b(?:than|about|around|nearly|almost|roughly|over|under|least|most|by|some|only|just)\s$",
    re.IGNORECASE,
)
_ENDS_PHRASE = re.compile(
    r"\s?(?:[.,;:)]|$)|\s(?:in|to|from|since|on|at|this|last|are|is|was|were|have|has|had|said|say"
    r"|more|less|fewer|compared|were|will|would|or|and|but)\b"
)
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = number_lexicon()
    small = "|".join(sorted([*words["ones"], *words["tens"]], key=len, reverse=True))
    scales = "|".join(words["scales"])
    short = "|".join([*words["short_scales"], *words["money_scales"]])
    word = rf"(?:(?:{small}|{scales})s?(?![a-z])|(?:{small})(?=fold\b))"
    ordinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    vague = "|".join(sorted(words["vague"], key=len, reverse=True))
    parts = "|".join(sorted(words["fractions"], key=len, reverse=True))
    return {
        "digits": re.compile(
            rf"{_DIGITS}(?:[ -](?P<fraction>\d/\d)(?!\d)|(?P<vulgar>[{''.join(_VULGAR)}]))?"
            rf"(?:[\s-]?(?P<scale>{scales})s?\b(?:\s(?P<scales>{scales})\b)?|(?P<short>{short})\b)?"
        ),
        "share": re.compile(
            rf"(?<![\w-])(?:(?P<top>{small}|an?)[\s-])?(?P<part>{parts})"
            r"(?:(?P<whole>\s(?:of|the|an?|its|their)\b)|(?![\w-]))",
            re.IGNORECASE,
        ),
        "slashed": re.compile(r"(?<![\w/⁄.,-])(?P<top>\d)[/⁄](?P<of>\d{1,3})(?=\s(?:of|an?)\b)"),
        "scaled_share": re.compile(
            rf"(?<![\w-])(?P<top>{small}|an?)[\s-](?P<part>{parts}) of an? (?P<scale>{scales})\b",
            re.IGNORECASE,
        ),
        "ratio": re.compile(
            rf"(?<![\w,.-])(?P<top>{small}|\d+) (?:in|out of)(?: every)? "
            rf"(?P<of>{small}|\d+)(?![\w:.,-]*\d)",
            re.IGNORECASE,
        ),
        "dozen": re.compile(
            rf"(?<![\w-])(?<!several )(?<!a few )"
            rf"(?:(?P<half>half)[\s-]a[\s-]|(?P<times>{small}|a|\d+)[\s-])?"
            r"(?P<what>dozen)(?![a-z])",
            re.IGNORECASE,
        ),
        "half_scale": re.compile(
            rf"(?<![\w-])(?<!\band[ -]a[ -])(?:half(?:[\s-]a)?|(?P<quarter>an? quarter))"
            rf"[\s-](?P<scale>{scales})\b",
            re.IGNORECASE,
        ),
        "vague": re.compile(rf"(?<![\w-])(?:{vague})(?![\w-])", re.IGNORECASE),
        "words": re.compile(
            rf"(?<![\w-])(?:an? (?=(?:{scales})(?!s)\b))?"
            rf"(?:{word})(?:(?:[\s-]|\sand\s)(?:{word})){{0,12}}"
            rf"(?:[\s-]and[\s-]a[\s-](?P<part>half|quarter|third)(?:[\s-](?P<scale>{scales}))?)?"
            rf"(?:(?!\w|-(?:{ordinals})\b)|(?=fold\b))",
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
        if text[match.start() - 1 : match.start()].isalpha() and not money_before(
            text, match.start()
        ):
            continue  # "ABC11" is a channel
        value = float(digits)
        if match["fraction"]:
            top, _, under = match["fraction"].partition("/")
            value += float(top) / max(float(under), 1.0)
        if match["vulgar"]:
            value += _VULGAR[match["vulgar"]]
        end, scale = match.end(), 1.0
        if short := match["short"]:
            if short in words["money_scales"] and not money_before(text, match.start()):
                end -= len(short)  # "5m" is five metres
            else:
                scale = scales[short]
        elif match["scale"]:
            scale = scales[match["scale"].lower()]
            scale *= scales[match["scales"].lower()] if match["scales"] else 1.0  # "lakh crore"
        value *= scale
        start = match.start()
        if minus := _MINUS.search(text, max(0, start - 9), start):
            start, value = minus.start(), -value
        yield Number(start, end, value, value, scale=scale)


def _in_words(text: str) -> Iterator[Number]:
    for match in _patterns()["words"].finditer(text):
        value = _with_part(match) if match["part"] else parse_words(match.group())
        start = match.start()
        if value is not None:
            if minus := _MINUS.search(text, max(0, start - 9), start):
                start, value = minus.start(), -value
            yield Number(start, match.end(), value, value, in_words=True)


def _with_part(match: re.Match[str]) -> float | None:
    """Return the value of "two and a half million" or "a million and a half"."""
    words = number_lexicon()
    whole = re.split(r"[\s-]and[\s-]a[\s-]", match.group())[0]
    value = parse_words(whole)
    if value is None:
        return None
    unit: float = words["scales"].get(re.split(r"[\s-]", whole.lower())[-1], 1.0)
    part: float = words["fractions"][match["part"].lower()]
    scale: float = words["scales"][match["scale"].lower()] if match["scale"] else 1.0
    return (value + unit / part) * scale


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
    for word, previous in zip(parts, ["", *parts], strict=False):
        if word in ("and", "a", "an"):
            continue
        if (scale := words["scales"].get(word)) is not None:
            if scale == words["scales"]["hundred"]:
                group = (1.0 if group is None else group) * scale
            elif previous in words["scales"] and group is None:
                total *= scale  # "three lakh crore"
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
    words = number_lexicon()
    parts = words["fractions"]
    for match in _patterns()["scaled_share"].finditer(text):
        value = (
            _count(match["top"])
            / parts[match["part"].lower()]
            * words["scales"][match["scale"].lower()]
        )
        yield Number(match.start(), match.end(), value, value, in_words=True)
    for match in _patterns()["share"].finditer(text):
        if _is_share(text, match):
            value = _count(match["top"]) / parts[match["part"].lower()]
            end = match.end("part")
            yield Number(match.start(), end, value, value, is_share=True, in_words=True)
    for match in _patterns()["slashed"].finditer(text):
        if (value := float(match["top"]) / max(float(match["of"]), 1.0)) < 1:
            yield Number(match.start(), match.end(), value, value, is_share=True)
    for match in _patterns()["ratio"].finditer(text):
        top, of = _count(match["top"]), _count(match["of"])
        if 0 < top < of and not _FIRST_YEAR < of < _LAST_YEAR:  # not "60 in 2018"
            yield Number(match.start(), match.end(), top / of, top / of, is_share=True)


def _is_proper(top: str, part: str) -> bool:
    """Whether top and part of a fraction agree in number and make less than one."""
    count = _count(top)
    return count < number_lexicon()["fractions"][part] and (count > 1) == part.endswith("s")


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Whether the words of a fraction are one, and no ordinal, period or half of a game."""
    top, part = match["top"], match["part"].lower()
    if match["whole"]:
        following = text[match.start("whole") :].lower()
        is_fraction = _is_proper(top, part) if top is not None else part == "half"
        return is_fraction and not following.startswith((" a dozen", " a million", " a billion"))
    if top is not None and not _is_proper(top, part):
        return False  # "twenty-fifth"
    if top is not None and top.lower() not in ("a", "an") and not part.startswith("quarter"):
        return True  # "two-thirds majority"
    is_bare_half = top is None and part == "half"
    return (
        (top is not None or is_bare_half)
        and _LIMITED.search(text, 0, match.start()) is not None
        and _ENDS_PHRASE.match(text, match.end()) is not None
    )


def _vague(text: str) -> Iterator[Number]:
    words = number_lexicon()
    for match in _patterns()["half_scale"].finditer(text):
        value = words["scales"][match["scale"].lower()] / (4 if match["quarter"] else 2)
        yield Number(match.start(), match.end(), value, value, in_words=True)
    for match in _patterns()["dozen"].finditer(text):
        value = 6.0 if match["half"] else 12 * _count(match["times"])
        yield Number(match.start(), match.end(), value, value, in_words=True)
    for match in _patterns()["vague"].finditer(text):
        low = words["vague"][match.group().lower()]
        yield Number(match.start(), match.end(), None, low, in_words=True)
