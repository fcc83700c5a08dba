"""Whether a figure is exact, about, a bound, or the size of a rise or a fall."""

import functools
import re

from spacy.tokens import Token

from onrecord.records import Change
from onrecord.statements.figures.measured import modified_noun, top_of
from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.quantities import Quantity

#: How far before its number "rose" may stand: "rose by about 4 %".
_CHANGE_REACH = 28
#: Units in which the size of a change is told beside it: "a 3% rise", but not "a $3 cut".
_SIZES = frozenset({"percent", "percentage point", "basis point", "point", "cent"})
_WAYS: tuple[Change, ...] = ("up", "down")
_BOUNDS: tuple[Change, ...] = ("~", ">", "<")
_LIMITS: tuple[Change, ...] = (">", "<")
#: After a number that counts nothing, such as the 120 of "the index rose 120 to 4,500".
_NO_NOUN = re.compile(r"\s?(?:[.,;()]|to |or |$)")
_BETWEEN = (
    r"by|of|an? \w+|an?|another|the|\w+ly|about|around|almost|some|over|more than|as much as|up to|"
    r"at least|less than"
)


@functools.cache
def _patterns(table: str) -> dict[Change, re.Pattern[str]]:
    lexicon: dict[Change, list[str]] = number_lexicon()[table]
    patterns: dict[Change, re.Pattern[str]] = {}
    for change, words in lexicon.items():
        any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        if table == "change_after":
            pattern = rf"[\s-]?(?:{any_word})(?!\w|\sthan\b)"  # "3% higher than" compares
        elif change in ("up", "down"):
            # Adverbs and "by" may stand between, another bound may too; "to" may not.
            pattern = rf"(?<!\w)(?P<word>{any_word})(?:\s(?:{_BETWEEN}))*\s?$"
        else:
            # "More than the 52" compares with an exact number; "about the 50 mark" does not.
            article = r"(?:\san?|\sthe)?" if change == "~" else r"(?:\san?)?"
            # "It climbed back up to 5" is at 5.
            pattern = rf"(?<!\w)(?<!\bback )(?:{any_word}){article}\s?$"
        patterns[change] = re.compile(pattern, re.IGNORECASE)
    return patterns


_TIME_UNITS = frozenset({"hour", "day", "week", "month", "year", "decade"})


def _is_span_of_time(before: str, quantity: Quantity) -> bool:
    """Whether "over" tells in what time: "38% over four years", not "for over four years"."""
    if quantity.unit not in _TIME_UNITS or not before.endswith("over "):
        return False
    return not re.search(
        r"\b(?:for|of|after|in|was|is|lasted|took|just|well|by|a)\sover\s$", before
    )


def find_change(text: str, quantity: Quantity, first: Token, last: Token) -> Change:
    """Return what the words around a quantity say of it: about, at least, up by it ...

    Args:
        text: The text of its sentence.
        quantity: The number with its unit.
        first: The first token of the number.
        last: The last token of the quantity.
    """
    before = text[max(0, quantity.start - 2 * _CHANGE_REACH) : quantity.start]
    bound = _bound(before, text, quantity)
    if bound in _LIMITS:
        return bound  # of "rose more than 3%" the limit is what must not be lost
    found = (
        _moved_before(before, text[quantity.end : quantity.end + 4], quantity)
        or _moved_after(text, quantity)
        or _moved(first, last, quantity)
        or bound
    )
    if found is None and quantity.low != quantity.high:
        return "~" if quantity.value is None else "="
    return found or "="


def _moved_before(before: str, after: str, quantity: Quantity) -> Change | None:
    """Return the way of a change told before its size: "rose 3%", "was up by about 12 points"."""
    for change in _WAYS:
        match = _patterns("change_before")[change].search(before)
        if match is None or _is_phrasal(before, match):
            continue
        if re.search(r"\bby\b[\w ]*$", match.group()) or quantity.unit in _SIZES:
            return change
        takes_object = match["word"].lower() in number_lexicon()["objects"]["verbs"]
        if not takes_object and (quantity.unit is not None or _NO_NOUN.match(after)):
            return change
    return None


def _is_phrasal(before: str, match: re.Match[str]) -> bool:
    """Whether "up" belongs to another verb: "women make up 60% of the staff"."""
    verb = before[: match.start()].rstrip().rpartition(" ")[2].lower()
    is_adverb = match["word"].lower() in ("up", "down", "off")
    return is_adverb and verb in number_lexicon()["phrasal"]["verbs"]


def _moved_after(text: str, quantity: Quantity) -> Change | None:
    """Return the way of a change told right after its size: "a 3% rise"."""
    if quantity.unit not in _SIZES:
        return None
    patterns = _patterns("change_after")
    return next((way for way in _WAYS if patterns[way].match(text, quantity.end)), None)


def _bound(before: str, text: str, quantity: Quantity) -> Change | None:
    """Return the bound that words set; of "no less than" the longer words count."""
    patterns = _patterns("change_before")
    found = [
        (match.start(), change)
        for change in _BOUNDS
        if (match := patterns[change].search(before)) is not None
    ]
    if found and not _is_span_of_time(before, quantity):
        return min(found, key=lambda row: row[0])[1]
    patterns = _patterns("change_after")
    return next((change for change in _BOUNDS if patterns[change].match(text, quantity.end)), None)


def _moved(first: Token, last: Token, quantity: Quantity) -> Change | None:
    """Return the way of a change that the parse ties to its size.

    "Cut its rate by 3%", "an increase in sales of 3%", "a 3% year-on-year increase".
    """
    top = top_of(first, last)
    if top.dep_ == "pobj" and top.head.lower_ == "by" and top.head.head.pos_ == "VERB":
        return _way(top.head.head)
    if quantity.unit not in _SIZES:
        return None
    if top.dep_ == "pobj" and top.head.lower_ == "of":
        return _way(top.head.head)
    noun = modified_noun(last)
    return _way(noun) if noun is not None else None


def _way(word: Token) -> Change | None:
    """Return the way a verb or noun of change goes."""
    ways = number_lexicon()["ways"]
    lemma = word.lemma_.lower()
    return "up" if lemma in ways["up"] else "down" if lemma in ways["down"] else None
