"""A figure of a statement as a value of its series: as of when, and who says so."""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import FigureValue
from onrecord.stories.accounts import Account
from onrecord.stories.clarity import pronouns
from onrecord.stories.counts import Count
from onrecord.stories.dates import bounds
from onrecord.stories.names import Register
from onrecord.stories.told_times import figure_time

#: Characters of a year as a time, "2025", and of a day, "2025-07-21".
_YEAR, _DAY = 4, 10


def value_of(account: Account, count: Count, register: Register) -> FigureValue:
    """Return what a statement says a thing counts."""
    figure = count.figure
    return FigureValue(
        as_of=as_of(account, count),
        value=figure.value,
        low=figure.low,
        high=figure.high,
        source=source_of(account, register),
        statement=account.id,
    )


def source_of(account: Account, register: Register) -> str | None:
    """Return who gives a figure: who is quoted or counts, else the publisher.

    None where nobody is named: what a pronoun stands for may not be known.
    """
    source = account.statement.source
    if source is not None:
        is_named = source.name.lower() not in pronouns()
        return register.show(register.resolve(source.name)) if is_named else None
    counter = _by_count().search(account.statement.sentence.of(account.article.text))
    if counter is not None:
        return register.show(register.resolve(counter[1]))
    return None if account.statement.lacks_speaker else account.article.publisher


@cache
def _by_count() -> re.Pattern[str]:
    """Whose count the sentence goes by: "by the charity's count"."""
    counts = "|".join(map(re.escape, lexicon("stories/scopes.toml")["counters"]["nouns"]))
    whose = r"([^\W\d_][^,.;]{1,50}?)(?:['’]s|s['’])"
    return re.compile(rf"\b[Bb]y (?:the )?{whose} (?:own |latest |first )?(?:{counts})\b")


def as_of(account: Account, count: Count) -> str | None:
    """Return the time that the statement tells the figure of, else the day of the report.

    What is planned for a later day is a figure of the day on which that was said; what is
    expected of a year, as growth is, one of the year.
    """
    time = figure_time(account.statement, account.article, count.figure.span) or ""
    days = bounds(time)
    is_ahead = bool(days and account.day and days[1] > account.day and len(time) > _YEAR)
    if time and not is_ahead:
        # what is so "overnight" is so at the end of it
        first, _, last = time.partition("/")
        return last if len(first) == len(last) == _DAY else time
    return account.day.isoformat() if account.day else None
