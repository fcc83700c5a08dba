"""Time expressions against the day of publication, as EDTF."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.sentences import parse_article
from onrecord.statements.times import calendars
from onrecord.statements.times.find import find_times

from .articles import article_of

#: A Thursday.
PUBLISHED = datetime(2025, 9, 11, 8, tzinfo=UTC)


def _times(text, published_at=PUBLISHED):
    article = article_of(text)
    return [
        (time.span.of(article.text), time.value, time.type)
        for block in parse_article(article)
        for sentence in block.sentences
        for time in find_times(sentence, published_at)
    ]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("They met on 11 September 2024.", "11 September 2024", "2024-09-11", "date"),
        ("They met on Sept. 30, 1998.", "Sept. 30, 1998", "1998-09-30", "date"),
        ("It happened on 2024-02-29.", "2024-02-29", "2024-02-29", "date"),
        ("It happened on 25/03/2020.", "25/03/2020", "2020-03-25", "date"),
        ("It happened on 03/04/2020.", "03/04/2020", None, "date"),
        ("He was sentenced in 2021.", "2021", "2021", "date"),
        ("He has ruled since 1994.", "1994", "1994/..", "date"),
        ("He will rule until 2030.", "2030", "../2030", "date"),
        ("It began in June 2025.", "June 2025", "2025-06", "date"),
        ("It began in early June 2025.", "early June 2025", "2025-06-01/2025-06-10", "date"),
        ("It began in late 2024.", "late 2024", "2024-09/2024-12", "date"),
        ("It began in the 1990s.", "the 1990s", "199X", "date"),
        ("It began in the 19th century.", "the 19th century", "18XX", "date"),
        ("It began in the summer of 2019.", "the summer of 2019", "2019-22", "date"),
        ("It grew in the third quarter of 2024.", "the third quarter of 2024", "2024-35", "date"),
        ("He spent three years there.", "three years", "P3Y", "duration"),
        ("They meet every week.", "every week", "P1W", "set"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("published_at", [PUBLISHED, None])
def test_absolute_times_need_no_date_of_publication(text, words, value, kind, published_at):
    assert _times(text, published_at) == [(words, value, kind)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They left on Thursday.", "Thursday", "2025-09-11"),
        ("They left on Friday.", "Friday", "2025-09-05"),
        ("They will leave on Friday.", "Friday", "2025-09-12"),
        ("They are set to leave on Monday.", "Monday", "2025-09-15"),
        ("They left on Wednesday evening.", "Wednesday evening", "2025-09-10"),
        ("They left yesterday.", "yesterday", "2025-09-10"),
        ("They left last week.", "last week", "2025-09-01/2025-09-07"),
        ("They will leave next month.", "next month", "2025-10"),
        ("They left last month.", "last month", "2025-08"),
        ("They left last year.", "last year", "2024"),
        ("They left two weeks ago.", "two weeks ago", "2025-08-25/2025-08-31"),
        ("They left five days ago.", "five days ago", "2025-09-06"),
        ("They left just a day earlier.", "a day earlier", "2025-09-10"),
        ("They left overnight.", "overnight", "2025-09-10/2025-09-11"),
        ("They left in December.", "December", "2024-12"),
        ("They will leave in December.", "December", "2025-12"),
        ("They left on 30 December.", "30 December", "2024-12-30"),
        ("They left last April.", "last April", "2025-04"),
    ],
)
def test_relative_times_are_read_from_the_date_of_publication(text, words, value):
    found, resolved, _ = _times(text)[0]
    assert (found, resolved) == (words, value)
    assert _times(text, None)[0][:2] == (words, None)


def test_a_date_named_before_is_where_the_next_one_starts():
    found = _times("They met on 3 May 2024 and parted a day later.")
    assert [value for _, value, _ in found] == ["2024-05-03", "2024-05-04"]


@pytest.mark.parametrize(
    "text", ["Theresa May left.", "It may rain.", "They march on.", "A Sun editor left."]
)
def test_names_and_verbs_are_no_times(text):
    assert _times(text) == []


def test_vague_times_have_no_value():
    assert _times("They left recently.") == [("recently", None, "date")]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(-500, 500))
def test_months_later_keeps_the_day_or_takes_the_last(moment, months):
    later = calendars.months_later(moment, months)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == months
    assert later.day <= moment.day


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_spans_are_the_words_in_any_text(noise):
    article = article_of(f"{noise} They left on 11 September; {noise}")
    for block in parse_article(article):
        for sentence in block.sentences:
            for time in find_times(sentence, PUBLISHED):
                words = time.span.of(article.text)
                assert words
                assert words == words.strip()


def test_a_word_after_the_clock_is_no_time_zone():
    article = article_of("Doors open at 5 p.m. or later, not at 6 p.m. EST.")
    (block,) = parse_article(article)
    found = [time.span.of(article.text) for time in find_times(block.sentences[0], PUBLISHED)]
    assert found == ["5 p.m.", "6 p.m. EST"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Profit rose in the first quarter ended July 31, 2025.",
         "the first quarter", "2025-05/2025-07"),
        ("Profit rose in the fiscal second quarter ended June 30, 2025.",
         "the fiscal second quarter", "2025-34"),
        ("Profit rose in the quarter ended Oct. 1, 2024.", "the quarter", "2024-35"),
        ("Profit rose in the fiscal first quarter.", "the fiscal first quarter", None),
        ("Profit rose in the second quarter of fiscal 2024.",
         "the second quarter of fiscal 2024", None),
        ("Profit rose 3% in the first half.", "the first half", "2025-01/2025-06"),
        ("She scored in the second half.", "the second half", None),
        ("It may open in the third or fourth quarter.", "the third", "2025-35"),
    ],
)  # fmt: skip
def test_a_numbered_quarter_of_a_business_year_is_told_by_its_end(text, words, value):
    found = {words: value for words, value, _ in _times(text)}
    assert found.get(words) == value
    assert words in found


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("They left in May last year.", "May last year", "2024-05", "date"),
        ("They left in October of last year.", "October of last year", "2024-10", "date"),
        ("Last Thursday they left.", "Last Thursday", "2025-09-04", "date"),
        ("They left this past summer.", "this past summer", "2025-22", "date"),
        ("They met in the last week of May.", "the last week of May",
         "2025-05-25/2025-05-31", "date"),
        ("They met in the first half of June 2024.", "the first half of June 2024",
         "2024-06-01/2024-06-15", "date"),
        ("They met in the week of March 3.", "the week of March 3",
         "2025-03-03/2025-03-09", "date"),
        ("They met on 5-7 March 2025.", "5-7 March 2025", "2025-03-05/2025-03-07", "date"),
        ("It will close at the end of the month.", "the end of the month",
         "2025-09-21/2025-09-30", "date"),
        ("It will close by year-end.", "year-end", "2025-09/2025-12", "date"),
        ("Prices rose over the past decade.", "the past decade", "P10Y", "duration"),
        ("It took less than a year.", "less than a year", "P1Y", "duration"),
        ("They came back a week after the vote.", "a week", "P1W", "duration"),
        ("The talks may last two hours.", "two hours", "PT2H", "duration"),
        ("It was a year-long inquiry.", "year-long", "P1Y", "duration"),
        ("It covers a three-year period.", "a three-year period", "P3Y", "duration"),
        ("They meet every other day.", "every other day", "P2D", "set"),
        ("They meet every third day.", "every third day", "P3D", "set"),
        ("They meet twice a year and sign.", "twice a year", "P1Y", "set"),
    ],
)  # fmt: skip
def test_forms_of_more_than_one_part_are_one_time(text, words, value, kind):
    assert _times(text) == [(words, value, kind)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Thanksgiving 2024.", "2024-11-28"),
        ("They met on Memorial Day 2025.", "2025-05-26"),
        ("They met on Good Friday 2024.", "2024-03-29"),
        ("They met on Easter Monday.", "2025-04-21"),
        ("They vote on Election Day 2024.", "2024-11-05"),
        ("They met on Veterans Day 2024.", "2024-11-11"),
    ],
)
def test_named_days_move_with_the_year(text, value):
    assert [time[1] for time in _times(text)] == [value]


def test_a_last_day_is_not_yesterday():
    assert _times("It was his last day.") == []


def test_the_end_of_a_month_long_over_is_not_guessed():
    found = _times("They left at the end of the month.")
    assert found == [("the end of the month", None, "date")]
