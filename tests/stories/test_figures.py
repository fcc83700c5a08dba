"""The history of figures and implied totals."""

import dataclasses

import pytest

from onrecord.records import Source, Span, Time
from onrecord.stories.group import group_stories, tell_story

RELEASE = {"trigger": "release", "category": "RETREAT", "mode": "release"}
FREED = RELEASE | {"trigger": "freed"}


def tell(newsroom):
    (story,) = group_stories(newsroom.articles, newsroom.statements)
    return story


def percentage(newsroom, share_of):
    newsroom.article(
        "one",
        {
            "text": "Minsk freed 52 prisoners on Thursday.",
            "figures": [("52", 52.0, "prisoners")], "events": [FREED],
        },
        {
            "text": "The release covers about 4% of those.",
            "figures": [("4%", 4.0, None, "~")], "events": [RELEASE],
        },
    )  # fmt: skip
    last = newsroom.statements[-1]
    figure = dataclasses.replace(last.figures[0], unit="percent", share_of=share_of)
    newsroom.statements[-1] = dataclasses.replace(last, figures=(figure,))


def test_find_figures_computes_the_total_that_a_share_implies(newsroom):
    percentage(newsroom, "all recognised political prisoners")
    totals = [
        value for series in tell(newsroom).figures for value in series.series if value.computed
    ]
    assert [(value.value, value.low, value.high) for value in totals] == [(1300, 1156, 1486)]
    assert totals[0].statement == "one.002"


def test_an_implied_total_says_which_reported_totals_it_fits(newsroom):
    percentage(newsroom, "all recognised political prisoners")
    for name, day, value, change in (
        ("fits", "2025-09-12", 1250.0, "="), ("bound", "2025-09-12", 1000.0, ">"),
        ("clashes", "2025-09-12", 900.0, "="), ("low", "2025-09-12", 100.0, ">"),
        ("late", "2025-10-12", 900.0, "="),
    ):  # fmt: skip
        number = f"{value:.0f}"
        newsroom.article(
            name,
            {
                "text": f"The country holds {number} political prisoners.",
                "figures": [(number, value, "political prisoners", change)],
            },
            day=day,
        )
    accounts = {statement.id: statement.article for statement in newsroom.statements}
    told = tell_story("story", newsroom.articles, newsroom.statements)
    (total,) = (value for series in told.figures for value in series.series if value.computed)
    assert [accounts[name] for name in total.fits] == ["bound", "fits"]
    assert [accounts[name] for name in total.clashes] == ["clashes"]


def test_find_figures_computes_nothing_of_another_kind(newsroom):
    percentage(newsroom, "all fishing boats")
    assert not any(value.computed for series in tell(newsroom).figures for value in series.series)


def test_find_figures_keeps_the_history_in_order_and_each_value_once(newsroom):
    for name, day, value in (
        ("later", "2025-09-14", 1100.0), ("first", "2025-09-11", 1300.0),
        ("again", "2025-09-11", 1300.0),
    ):  # fmt: skip
        newsroom.article(
            name,
            {
                "text": f"Viasna said {value:.0f} political prisoners remained in Belarus.",
                "content": f"{value:.0f} political prisoners remained in Belarus",
                "source": "Viasna", "kind": "organisation",
                "figures": [(f"{value:.0f}", value, "political prisoners")],
            },
            f"The rights group Viasna keeps lists of political prisoners in Belarus ({name}).",
            day=day,
        )  # fmt: skip
    series = next(s for s in tell(newsroom).figures if s.counts == "political prisoners")
    assert [(value.as_of, value.value, value.source) for value in series.series] == [
        ("2025-09-11", 1300.0, "Viasna"),
        ("2025-09-14", 1100.0, "Viasna"),
    ]


def figures_of(newsroom):
    """The figures of a story as ``{thing: [(time, value, statement)]}``."""
    story = tell_story("story", newsroom.articles, newsroom.statements)
    return {
        series.counts: [(value.as_of, value.value, value.statement) for value in series.series]
        for series in story.figures
    }


def with_unit(newsroom, unit):
    """Give the figure of the last statement a unit."""
    last = newsroom.statements[-1]
    figure = dataclasses.replace(last.figures[0], unit=unit)
    newsroom.statements[-1] = dataclasses.replace(last, figures=(figure,))


def test_find_figures_stands_a_value_on_the_body_and_not_on_the_headline(newsroom):
    figure = [("52", 52.0, "prisoners")]
    article = newsroom.article(
        "one",
        {"text": "Minsk freed 52 prisoners.", "figures": figure},
        headline="Minsk frees 52 prisoners",
    )
    newsroom.state(article, "Minsk frees 52 prisoners", figures=figure)
    assert figures_of(newsroom) == {"prisoners": [("2025-09-11", 52.0, "one.001")]}


@pytest.mark.parametrize(
    ("told", "as_of"),
    [
        ("2025-09-01", "2025-09-01"),
        # a plan for a later day is of the day on which it is told
        ("2027-12", "2025-09-11"), ("2025-09-08/2025-09-14", "2025-09-11"),
        # what is expected of a year is of the year
        ("2026", "2026"),
    ],
)  # fmt: skip
def test_find_figures_dates_what_is_still_ahead(newsroom, told, as_of):
    newsroom.article(
        "one",
        {
            "text": "The yard is to cut 3,000 jobs.", "certainty": "planned", "times": [told],
            "figures": [("3,000", 3000.0, "jobs")],
        },
    )  # fmt: skip
    assert figures_of(newsroom)["jobs"] == [(as_of, 3000.0, "one.001")]


def test_find_figures_says_how_often_a_count_is_reached(newsroom):
    newsroom.article(
        "one",
        {
            "text": "The airline carries 130,000 passengers a day.",
            "figures": [("130,000", 130000.0, "passengers")],
        },
    )  # fmt: skip
    assert list(figures_of(newsroom)) == ["passengers a day"]


def worth(newsroom, name, text, counts):
    newsroom.article(
        name, {"text": text, "figures": [("38 million euros", 38e6, counts, "=")]}, day="2025-09-12"
    )
    with_unit(newsroom, "EUR")


def test_find_figures_takes_a_measure_by_its_own_words_once_two_reports_have_it(newsroom):
    worth(newsroom, "one", "The stolen loot is insured for 38 million euros.", "stolen loot")
    assert figures_of(newsroom) == {}
    worth(newsroom, "two", "The stolen loot is insured for 38 million euros, they say.",
          "stolen loot")  # fmt: skip
    assert [value for _, value, _ in figures_of(newsroom)["stolen loot"]] == [38e6, 38e6]


def test_find_figures_never_calls_a_measure_by_a_name_or_a_title(newsroom):
    for name in ("one", "two"):
        worth(newsroom, name, f"Nordhaven has 38 million euros, the {name} wrote.", "Nordhaven")
    assert figures_of(newsroom) == {}


@pytest.mark.parametrize(
    ("text", "counts", "name"),
    [
        ("Nordhaven had a loss of at least 38 million euros.", "Nordhaven", "loss"),
        ("Nordhaven lost 38 million euros last year.", "Nordhaven", "loss"),
        ("The court fined the yard some 38 million euros.", "court", "fine"),
        ("About 38 million euros had been paid by then.", None, "payment"),
        ("They give up bonuses worth some 38 million euros.", "bonuses", "bonuses"),
        ("The chamber puts the damage at 38 million euros.", "damage", "damage"),
        ("Losses have passed 38 million euros by now.", "losses", "losses"),
    ],
)
def test_find_figures_takes_one_measure_by_the_words_tied_to_it(newsroom, text, counts, name):
    worth(newsroom, "one", text, counts)
    assert list(figures_of(newsroom)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "It pays in bonds instead of 38 million euros.",
        "The bill came to a total of 38 million euros.",
        "They sat down and 38 million euros lay there.",
    ],
)
def test_find_figures_ties_no_noun_that_is_of_an_amount(newsroom, text):
    worth(newsroom, "one", text, None)
    assert figures_of(newsroom) == {}


def percent(newsroom, name, text, counts, change="=", **facts):
    newsroom.article(name, {"text": text, "figures": [("9%", 9.0, counts, change)]}, **facts)
    with_unit(newsroom, "percent")


@pytest.mark.parametrize(
    ("text", "counts", "change", "name"),
    [
        ("Their wages go up by 9% in May.", "wages", "up", "rise in wages"),
        ("The price of diesel fell by 9% on Monday.", "price", "down", "fall in price"),
        ("The economy will grow by 9% in May.", "economy", "up", "growth"),
        ("About 9% of those entitled voted.", None, "=", "turnout"),
    ],
)
def test_find_figures_says_which_way_a_share_moved(newsroom, text, counts, change, name):
    percent(newsroom, "one", text, counts, change)
    assert list(figures_of(newsroom)) == [name]


def test_find_figures_tells_the_share_of_each_party_once_two_reports_do(newsroom):
    percent(newsroom, "one", "Ana Ruiz stood at 9% on Monday.", None, people=["Ana Ruiz"])
    assert figures_of(newsroom) == {}
    percent(newsroom, "two", "Ana Ruiz got 9% in the end.", None, people=["Ana Ruiz"])
    assert list(figures_of(newsroom)) == ["share of Ana Ruiz"]


def test_find_figures_counts_a_place_of_a_text_once(newsroom):
    text = "The flood killed two people, officials said, according to Meridian."
    killed = {"figures": [("two", 2.0, "people killed")]}
    inner, outer = "The flood killed two people", "The flood killed two people, officials said"
    newsroom.article("one", {"text": text, "source": "officials", "content": inner, **killed})
    newsroom.state(
        newsroom.articles[0], text, source="Meridian", kind="organisation", content=outer, **killed
    )
    ((value,),) = (series.series for series in tell(newsroom).figures)
    assert value.source == "officials"


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        (
            "The bank wants to bring inflation back to 2% by May.",
            ("2%", 2.0, "inflation"),
            "percent",
        ),
        ("They sell fuel at 2% below the market price.", ("2%", 2.0, "fuel"), "percent"),
        ("The captain is a driver of 44.", ("44", 44.0, "driver"), "year of age"),
        ("They had fired 12 times.", ("12", 12.0, "shots"), "time"),
    ],
)
def test_find_figures_leaves_out_aims_gaps_ages_and_occasions(newsroom, text, figure, unit):
    newsroom.article("one", {"text": text, "figures": [figure]})
    with_unit(newsroom, unit)
    assert figures_of(newsroom) == {}


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        # of several times the one right behind the figure, else that of the report
        ("Fourteen boats left in June and 52 in August.", "2025-08"),
        ("In June the 52 boats of the August list left.", "2025-09-11"),
        # a clause behind it has a time of its own
        ("They counted 52 boats after the storm of June.", "2025-09-11"),
    ],
)
def test_find_figures_takes_the_time_that_is_its_own(newsroom, text, as_of):
    newsroom.article("one", {"text": text, "figures": [("52", 52.0, "boats")]})
    times = [
        Time(span=Span(at, at + len(word)), value=value, type="date")
        for word, value in (("June", "2025-06"), ("August", "2025-08"))
        if (at := text.find(word)) >= 0
    ]
    last = newsroom.statements[-1]
    newsroom.statements[-1] = dataclasses.replace(last, times=tuple(times))
    assert [when for when, _, _ in figures_of(newsroom)["boats"]] == [as_of]


@pytest.mark.parametrize(
    "text",
    [
        "Fourteen boats left in June and 52 in August.",
        "In June Fourteen boats left and in August 52 did.",
    ],
)
def test_find_figures_dates_each_part_of_a_sentence_by_its_own_time(newsroom, text):
    figures = [("Fourteen", 14.0, "boats"), ("52", 52.0, "boats")]
    newsroom.article("one", {"text": text, "figures": figures})
    times = tuple(
        Time(span=Span(at, at + len(word)), value=value, type="date")
        for word, value in (("June", "2025-06"), ("August", "2025-08"))
        if (at := text.index(word)) >= 0
    )
    newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], times=times)
    found = {value: when for when, value, _ in figures_of(newsroom)["boats"]}
    assert found == {14.0: "2025-06", 52.0: "2025-08"}


def test_two_times_of_one_figure_are_none(newsroom):
    text = "Some 14 boats left in June and August."
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, "boats")]})
    times = tuple(
        Time(span=Span(text.index(word), text.index(word) + len(word)), value=value, type="date")
        for word, value in (("June", "2025-06"), ("August", "2025-08"))
    )
    newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], times=times)
    assert [when for when, _, _ in figures_of(newsroom)["boats"]] == ["2025-09-11"]


def test_find_figures_takes_no_speaker_for_the_party_told_of(newsroom):
    text = "Ana Ruiz said the airline had offered 9% to the crew."
    for name in ("one", "two"):
        percent(newsroom, name, f"{text[:-1]} ({name}).", None, people=["Ana Ruiz"])
        source = Source(span=Span(0, 8), text="Ana Ruiz", name="Ana Ruiz", kind="person")
        newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], source=source)
    assert figures_of(newsroom) == {}


def test_find_figures_counts_what_the_own_clause_tells(newsroom):
    text = "In all 1,512 people fell ill and 36 died."
    ill, died = [("1,512", 1512.0, "people")], [("36", 36.0, "people killed")]
    told = {"text": text, "content": "In all 1,512 people fell ill", "figures": ill}
    newsroom.article("one", told)
    newsroom.state(newsroom.articles[0], text, content="36 died", figures=died)
    assert [value for _, value, _ in figures_of(newsroom)["people killed"]] == [36.0]
    assert "people" in figures_of(newsroom)


def test_find_figures_takes_the_end_of_a_night_for_its_time(newsroom):
    newsroom.article("one", {"text": "Some 600 people left overnight.",
                             "times": ["2025-09-10/2025-09-11"],
                             "figures": [("600", 600.0, "people")]})  # fmt: skip
    ((of_night,),) = figures_of(newsroom).values()
    assert of_night[0] == "2025-09-11"


def test_find_figures_keeps_the_sentences_of_two_people_apart(newsroom):
    for name, text, years, value in (
        ("one", "Iskra Radeva got a suspended sentence of six years.", "six years", 6.0),
        (
            "two",
            "Her driver Kamen Todorov got a suspended sentence of two years.",
            "two years",
            2.0,
        ),
    ):
        newsroom.article(
            name,
            {"text": text, "figures": [(years, value, "suspended sentence")]},
            people=["Iskra Radeva", "Kamen Todorov"],
        )
        with_unit(newsroom, "year")
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [(s.counts, s.unit, [v.value for v in s.series]) for s in story.figures] == [
        ("suspended sentence", "year", [6.0]), ("suspended sentence", "year", [2.0]),
    ]  # fmt: skip


def test_find_figures_parts_people_of_whom_other_things_are_told(newsroom):
    for name, day in (("one", "2025-09-11"), ("two", "2025-09-12")):
        newsroom.article(
            name,
            {
                "text": "More than 1,100 people remain in the camps of the north.",
                "figures": [("1,100", 1100.0, "people", ">")],
            },
            day=day,
        )  # fmt: skip
    newsroom.article(
        "three",
        {
            "text": "A choir of 114 people sang at the harbour on Saturday night.",
            "figures": [("114", 114.0, "people")],
        },
        day="2025-09-13",
    )  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [{value.value for value in series.series} for series in story.figures] == [
        {1100.0}, {114.0},
    ]  # fmt: skip
