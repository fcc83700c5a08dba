"""The forms that time expressions of English news take, from ``forms.toml``."""

import functools
import re
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import TimeType
from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.times.moments import Reading
from onrecord.statements.times.readings import READINGS
from onrecord.statements.times.words import time_lexicon

#: The longest abbreviation ("Thurs."), and the months as short that are no abbreviations.
_LONGEST_SHORT = 5
_NEVER_SHORT = frozenset(("March", "April", "May", "June", "July"))


class Form(NamedTuple):
    """One form: what it looks like, what type of time it is, how its value is read."""

    pattern: re.Pattern[str]
    type: TimeType
    read: Reading


def _any(table: str) -> str:
    """Return an alternation of the words of a table, the longest first."""
    words = sorted(time_lexicon()[table], key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


def _is_short(word: str) -> bool:
    return len(word) <= _LONGEST_SHORT and word not in _NEVER_SHORT


def _dotted(table: str) -> str:
    """Return an alternation of the words of a table; abbreviations may end in a dot."""
    words = sorted(time_lexicon()[table], key=len, reverse=True)
    return "|".join(word + (r"\.?" if _is_short(word) else "") for word in words)


def _full(table: str) -> str:
    """Return an alternation of the words of a table that are no abbreviations."""
    return "|".join(word for word in time_lexicon()[table] if not _is_short(word))


@functools.cache
def _pieces() -> dict[str, str]:
    """Return what a name in braces stands for in the patterns of ``forms.toml``."""
    words = number_lexicon()
    tables = ("seasons", "centuries", "decades", "ordinals", "sets")
    return {
        **{table: _any(table) for table in tables},
        "month": _dotted("months"),
        "month_name": rf"(?:{_full('months')}|Sept\.)",
        "weekday": rf"(?:{_dotted('weekdays')})",
        "weekday_name": rf"(?:{_full('weekdays')})",
        "holidays": "|".join(map(_any, ("holidays", "movable", "easter"))).replace("'", "['’]"),
        "vague": "|".join(sorted(time_lexicon()["vague"]["words"], key=len, reverse=True)),
        "tens": "|".join(words["tens"]),
        "digits": "|".join(list(words["ones"])[1:10]),
        "small": "|".join([*words["ones"], *words["tens"], "hundred", "thousand"]),
        **lexicon("statements/times/forms.toml")["pieces"],
    }


def _expand(pattern: str) -> str:
    """Return the pattern with every name in braces replaced, also inside what replaced it."""
    pieces = _pieces()
    while (new := re.sub(r"\{([a-z_]+)\}", lambda name: pieces[name[1]], pattern)) != pattern:
        pattern = new
    return pattern


@functools.cache
def forms() -> tuple[Form, ...]:
    """Return every form, those that should win a tie of length first."""
    return tuple(
        Form(
            re.compile(_expand(row["pattern"]), re.IGNORECASE if row.get("any_case") else 0),
            row["type"],
            READINGS[row["read"]],
        )
        for row in lexicon("statements/times/forms.toml")["forms"]
    )
