"""Readings of seasons, as EDTF writes them: ``2025-22`` is the summer of 2025."""

import re
from datetime import date

from onrecord.statements.times.moments import Moment, Value
from onrecord.statements.times.words import time_lexicon

#: The first month that lies wholly in spring, summer, autumn or winter, by EDTF's numbers.
_FIRST_FULL_MONTHS = {21: 4, 22: 7, 23: 10, 24: 1}


def read_season(match: re.Match[str], _moment: Moment) -> Value:
    """Read "the summer of 2024"."""
    return f"{match['year']}-{time_lexicon()['seasons'][match['season'].lower()]}"


def read_bare_season(match: re.Match[str], moment: Moment) -> Value:
    """Read "over the summer" as the last one that has begun, or the next if the clause says so."""
    if moment.written is None:
        return None
    return season_near(match["season"], moment.written, is_ahead=moment.tense == "future")


def season_near(season: str, written: date, *, is_ahead: bool) -> str:
    """Return the last season of a name that has begun, or the next one.

    The seasons are those of the north; one is written of from its first full month.
    """
    number = time_lexicon()["seasons"][season]
    has_begun = written.month >= _FIRST_FULL_MONTHS[number]
    year = written.year + (has_begun and is_ahead) - (not has_begun and not is_ahead)
    return f"{year:04d}-{number}"
