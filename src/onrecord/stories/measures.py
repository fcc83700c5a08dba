"""What a figure with a unit is of, by the words around it: "turnout was 52 %", "a loss of $5"."""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Figure, Statement
from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.units import is_money
from onrecord.statements.sources.people import is_body, is_person, is_role
from onrecord.stories.actions import clause_around
from onrecord.stories.counts import units
from onrecord.stories.words import read_words, stop_stems

#: Characters within which the words of what is counted or measured stand behind the figure.
NEAR_CHARS = 45
#: What the size of a growth is called.
GROWTH = "growth"
#: What the share of those is called who voted.
TURNOUT = "turnout"
_SHARE = "percent"


def measured_thing(figure: Figure, statement: Statement, text: str) -> str | None:
    """Return the thing that a figure counts or measures, ``None`` where none is sure.

    A measure is of the noun tied to it ("a six-week truce", "a fine of $5"): what else its clause
    is about has other names in other reports ("Google" or "the company" paid, "cap", "price cap").

    Args:
        figure: Any figure of the statement; what one without a unit counts is taken as found.
        statement: It ends what may be said of the figure.
        text: `Article.text`.
    """
    if figure.unit != _SHARE:
        return figure.counts if figure.unit is None or _is_beside(figure, text) else None
    if figure.change == "up" and (figure.counts or "").lower() in _table("growing"):
        return GROWTH
    if _voting().match(text, figure.span.end):
        return TURNOUT
    if _changing().match(text, figure.span.end) and not _is_beside(figure, text):
        return None  # "countries that make an 89 % cut": what they cut is not told
    if figure.counts and (_is_beside(figure, text) or not _is_anybody(figure.counts)):
        return figure.counts
    return figure.share_of or _put_at_level(figure, statement, text)


def tied_name(figure: Figure, statement: Statement, text: str) -> str:
    """Return what a measure is of where its clause says so in plain words, else "".

    "A loss of $5" and "lost $5" are a loss, "the river stood at 6.8 metres" tells of the river.
    Others may call it otherwise, so that it names a series and is no mark of a matter.
    """
    if figure.unit is None or figure.unit in units("durations") | units("distances"):
        return ""
    clause = clause_around(text, statement.sentence, figure.span)
    before = text[clause.start : figure.span.start]
    phrase = figure.counts or ""
    if (noun := _tying().search(before)) and noun[1].lower() not in _table("amounts"):
        return phrase if phrase.endswith(noun[1]) else noun[1].lower()
    if (noun := _put_at().search(before)) and phrase.endswith(noun[1]):
        return phrase
    if is_money(figure.unit):
        verb = _dealing().search(before) or _dealt().match(text, figure.span.end)
        if verb:
            return _deeds()[verb[1].lower()]
    level = _put_at_level(figure, statement, text) or ""
    if level and phrase.lower().endswith(level.lower()):
        level = phrase  # whose first word is no name for opening the sentence
    return "" if _is_anybody(level) else level


def worded_name(figure: Figure) -> str:
    """Return what a measure is of by its own words, where these are no name and nobody's title.

    A distance tells where something is, and "at one point" is a manner of speaking.
    """
    name = figure.counts or ""
    is_idle = figure.value == 1 or figure.unit in units("distances")
    return "" if _is_anybody(name) or is_idle or not stands_alone(figure.unit) else name


def is_handed(figure: Figure, statement: Statement, text: str) -> bool:
    """Whether somebody gives or gets a share, which is then none of his own: "offered 3%"."""
    before = text[statement.sentence.start : figure.span.start]
    return figure.unit == _SHARE and _handing().search(before) is not None


def stands_alone(unit: str | None) -> bool:
    """Whether a figure of the unit says something without a thing: money, shares, not hours."""
    return unit is not None and unit not in units("durations")


def _is_beside(figure: Figure, text: str) -> bool:
    """Whether the thing stands right behind the measure, or owns it: "a fine of $5".

    A length of time is joined to what has it ("a six-week truce", "18 months imprisonment"): in
    "for half a year traders sell" nothing has it.
    """
    if figure.counts is None:
        return False
    start, end = figure.span.start, figure.span.end
    last = figure.counts.rsplit(" ", 1)[-1].lower()
    behind = text[end : end + NEAR_CHARS].lower()
    if figure.unit in units("durations"):
        is_joined = "-" in figure.span.of(text) or last in units("terms")
        follows = re.match(rf"[\s-]+(?:[^\W\d]+[\s-]+){{0,2}}{re.escape(last)}\b", behind)
        return is_joined and follows is not None
    return last in behind or text[:start].lower().endswith(f"{last} of ")


def _is_anybody(name: str) -> bool:
    """Whether a measure is told of somebody and not of a thing: by a name, a title, a body."""
    last = name.rsplit(" ", 1)[-1]
    words = read_words(last)
    is_empty = not words or words[0].stem in stop_stems("en")
    nouns = {last.lower(), last.lower().removesuffix("s")}
    is_title = any(is_person(noun) or is_body(noun) or is_role(noun) for noun in nouns)
    return is_empty or last[:1].isupper() or is_title


def _put_at_level(figure: Figure, statement: Statement, text: str) -> str | None:
    """Return the subject of a clause that gives its level: "turnout was 52.2 %"."""
    clause = clause_around(text, statement.sentence, figure.span)
    before = text[clause.start : figure.span.start].rpartition(",")[2]
    match = _levels().match(before)
    return match.group(1) if match else None


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(lexicon("stories/scopes.toml")["measures"][name])


@cache
def _deeds() -> dict[str, str]:
    """What money is called that this is done with: "lost" is of a loss."""
    table = lexicon("stories/scopes.toml")["deeds"]
    return {verb: noun for noun, verbs in table.items() for verb in verbs}


@cache
def _levels() -> re.Pattern[str]:
    """A noun phrase at the head of a clause, and the verb that gives its value."""
    noun = r"(?:(?:the|a|an|its|their|his|her)\s+)?((?:[\w-]+\s+){0,2}?[\w-]+)"
    has = r"(?:(?:has|have|had)\s+)?"
    moved = (
        r"(?:fell|rose|grew|dropped|climbed|jumped|fallen|risen|grown|shrank|declined|increased)"
    )
    by = r"\s+(?:by\s+)?[\d.,]+\s?(?:percent|per cent|%)(?:\s+in\s+\w+)?\s+to"
    verbs = rf"(?:{_any('verbs')}|{moved}{by})"
    return re.compile(rf"^\W*{noun}\s+{has}{verbs}\s+{_hedged()}$", re.IGNORECASE)


@cache
def _handing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('handing')})\s+(?:them\s+)?{_hedged()}$", re.IGNORECASE)


@cache
def _dealt() -> re.Pattern[str]:
    """A verb of what is done with the money before it: "had been paid"."""
    verbs = "|".join(map(re.escape, _deeds()))
    passive = r"\s+(?:(?:has|have|had)\s+been|was|were|is|are|will be|must be)\s+"
    return re.compile(rf"{passive}({verbs})\b", re.IGNORECASE)


@cache
def _changing() -> re.Pattern[str]:
    """Behind a share, the noun of a rise or a fall that it is the size of."""
    nouns = "|".join(map(re.escape, number_lexicon()["change_nouns"]["words"]))
    return re.compile(rf"\s+(?:{nouns})\b", re.IGNORECASE)


@cache
def _voting() -> re.Pattern[str]:
    """Behind a share of all who may vote, what they did."""
    return re.compile(
        rf"\s+(?:of\s+(?:[\w-]+\s+){{1,4}})?(?:{_any('voting')})\b(?!\s+(?:for|against|in))"
    )


@cache
def _tying() -> re.Pattern[str]:
    """A noun that is of, or worth, the amount that follows."""
    return re.compile(rf"([^\W\d_][\w-]+)\s+(?:of|worth|totalling)\s+{_hedged()}$", re.IGNORECASE)


@cache
def _put_at() -> re.Pattern[str]:
    """A noun whose amount somebody puts at what follows: "estimates the damage at"."""
    return re.compile(rf"([^\W\d_][\w-]+)\s+at\s+{_hedged()}$", re.IGNORECASE)


@cache
def _dealing() -> re.Pattern[str]:
    """A verb of what is done with the money that follows: "fined the company some"."""
    verbs = "|".join(map(re.escape, _deeds()))
    return re.compile(rf"\b({verbs})(?:\s+[^\W\d]+){{0,3}}\s+{_hedged()}$", re.IGNORECASE)


def _any(name: str) -> str:
    return "|".join(map(re.escape, sorted(_table(name), key=len, reverse=True)))


def _hedged() -> str:
    return rf"(?:(?:{_any('hedges')})\s+)*"
