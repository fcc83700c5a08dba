"""What the story page makes of a record: news, plans, places, revisions, the affair, the rest."""

import dataclasses
import gzip
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import timezone

from onrecord import records
from onrecord.pipeline import Reading
from onrecord_site.changes.models import Change
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.newsroom.review import decide
from onrecord_site.page_cache.parts import forget_parts
from onrecord_site.stories import charts, last_look, point_cards, shapes, story_pages
from onrecord_site.stories.figures import by_slug
from onrecord_site.stories.points import AGREEMENTS
from onrecord_site.stories.story_pages import build_story_page
from tests.site.records_factory import (
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    span_of,
    valley_reading,
)
from tests.site.test_pages import visible

CSS = Path("src/onrecord_site/static/site/onrecord.css")


def long_story(reports: int, sentences: int) -> tuple[list[Reading], records.Story]:
    """A story of many reports that agree, differ, and say things of their own."""
    readings = []
    for report in range(reports):
        lines = [
            f"Witness {report}-{number} said that the bridge of lane {number} was closed to lorries"
            f" and that the detour took {number + report + 2} hours."
            for number in range(sentences)
        ]
        filler = "Nothing else was told of the matter on that long and rainy day. " * sentences * 3
        text = f"Bridge closed, report {report}\n{' '.join(lines)} {filler}"
        article = make_article(
            f"r{report}", text, publisher=f"Outlet {report}",
            published_at=datetime(2025, 9, 1, tzinfo=UTC) + timedelta(hours=report),
        )  # fmt: skip
        statements = [
            make_statement(
                article, line, line.split(" said that ")[1].rstrip("."),
                source=f"Witness {report}-{number}", number=number,
            )
            for number, line in enumerate(lines)
        ]  # fmt: skip
        readings.append(make_reading(article, *statements))
    names = [
        tuple(f"r{report}-s{number}" for report in range(reports)) for number in range(sentences)
    ]
    kinds: list[records.Agreement] = ["agreed", "disputed", "changed"]
    points = [
        records.Point(
            id=f"compared-{number}",
            agreement=kinds[number % 3],
            statements=names[number],
            sides=(names[number],) if number % 3 == 0 else (names[number][:5], names[number][5:]),
            summary=f"The bridge of lane {number} was closed",
        )
        for number in range(sentences // 2)
    ] + [
        records.Point(
            id=f"single-{name}", agreement="single", statements=(name,), sides=((name,),),
            summary="A detour",
        )
        for number in range(sentences // 2, sentences)
        for name in names[number]
    ]  # fmt: skip
    story = records.Story(
        id="bridge",
        headline="Bridge closed",
        first_at=datetime(2025, 9, 1, tzinfo=UTC),
        last_at=datetime(2025, 9, 4, tzinfo=UTC),
        independent_reports=reports,
        articles=tuple(f"r{report}" for report in range(reports)),
        reports=tuple(records.Report(article=f"r{n}", independent=True) for n in range(reports)),
        summary=tuple(
            records.SummarySentence(text="The bridge was closed.", statements=side[:2])
            for side in names[:5]
        ),
        points=tuple(points),
        figures=tuple(
            records.FigureSeries(
                counts=f"hours on lane {number}",
                unit=None,
                series=tuple(
                    records.FigureValue(
                        as_of=f"2025-09-{report % 28 + 1:02}", value=report + 2.0, low=report + 2.0,
                        high=report + 2.0, source=None, statement=f"r{report}-s{number}",
                    )
                    for report in range(reports)
                ),
            )
            for number in range(min(6, sentences))
        ),
    )  # fmt: skip
    return readings, story


@pytest.fixture
def bridge(publisher):
    readings, story = long_story(40, 12)
    for reading in readings:
        publisher.save_reading(reading)
    publisher.publish([story])
    return publisher


def test_page_of_a_long_story_is_light_and_asks_little(
    bridge, reader, django_assert_max_num_queries
):
    address = "/stories/bridge/"
    reader.get(address)
    with django_assert_max_num_queries(15):
        answer = reader.get(address)
    assert len(answer.content) < 200_000
    assert len(gzip.compress(answer.content)) + CSS.stat().st_size < 100_000
    with django_assert_max_num_queries(15):
        reader.get(f"{address}?since=2025-09-01")


def test_page_is_sent_packed(bridge, reader):
    answer = reader.get("/stories/bridge/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


def test_what_a_long_story_leaves_out_is_on_its_record(
    bridge, reader, django_assert_max_num_queries
):
    text = reader.get("/stories/bridge/").text
    assert "more on the record of this story" in text
    single = [
        each.id for each in Story.objects.get().to_record().points if each.agreement == "single"
    ]
    assert all(f'id="p-{each}"' in text for each in single)
    with django_assert_max_num_queries(15):
        record = reader.get("/stories/bridge/record/")
    assert record.text.count("<blockquote") == 40
    assert 'rel="next"' in record.text
    assert "Outlet 0" in record.text


def test_record_leaves_out_what_was_rejected(flood, reader):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    text = reader.get("/stories/flood/record/").text
    assert "The dam will hold" in text
    assert "found alive" not in text


def test_points_and_figures_since_a_date_are_marked(flood, reader):
    words = visible(reader.get("/stories/flood/?since=2025-09-09T12:00:00"))
    assert "Since 9 September 2025, 12:00 UTC: 3 points new or changed, 1 figure, 1 report" in words
    assert "Whether Tomas Brandt is missing Changed" in words
    nothing = visible(reader.get("/stories/flood/?since=2025-10-01"))
    assert "nothing new" in nothing


@pytest.mark.parametrize("since", ["", "yesterday", "2025-13-45", "9999999", "0001-01-01T00:00"])
def test_a_date_that_is_none_marks_nothing_and_breaks_nothing(flood, reader, since):
    assert reader.get("/stories/flood/", {"since": since}).status_code == 200


def test_rejected_statement_is_no_news(flood, reader):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    text = reader.get("/stories/flood/?since=2025-09-09T12:00:00").text
    assert "found alive" not in text


def test_no_cookie_is_set_before_the_reader_agrees(flood, reader):
    assert not reader.get("/stories/flood/").cookies
    assert "the times of the last two" in visible(reader.get("/privacy/"))
    answer = reader.post("/visits/", {"remember": "yes", "back": "/stories/flood/"})
    assert answer["Location"] == "/stories/flood/"
    cookie = answer.cookies[last_look.COOKIE]
    assert re.fullmatch(r"\d+-\d+", cookie.value)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "Forget them" in reader.get("/stories/flood/").text
    gone = reader.post("/visits/", {"remember": "no", "back": "/stories/flood/"})
    assert gone.cookies[last_look.COOKIE]["max-age"] == 0
    assert "Remember my visits" in reader.get("/stories/flood/").text


def test_what_came_on_record_since_the_last_visit_is_new_however_old_its_report(flood, reader):
    hours_ago = int((timezone.now() - timedelta(hours=3)).timestamp())
    reader.cookies[last_look.COOKIE] = f"0-{hours_ago}"
    row = Story.objects.get()
    Change.objects.create(story=row, kind="point", subject="p3", after="agreed", at=timezone.now())
    answer = reader.get("/stories/flood/")
    assert "The dam holds New" in visible(answer)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]
    assert answer.cookies[last_look.COOKIE].value.startswith(f"{hours_ago}-")


@pytest.mark.parametrize("value", ["", "x", "1-2-3", "-", "99999999999-99999999999"])
def test_a_cookie_that_is_none_is_as_good_as_none(flood, reader, value):
    reader.cookies[last_look.COOKIE] = value
    answer = reader.get("/stories/flood/")
    assert answer.status_code == 200
    assert "Remember my visits" in answer.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_the_way_back_leads_nowhere_else(flood, reader, back):
    assert reader.post("/visits/", {"remember": "yes", "back": back})["Location"] == "/"


def test_visits_are_not_kept_for_another_site(flood, reader):
    answer = reader.post("/visits/", {"remember": "yes"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_plan_tells_what_became_of_it(publisher, reader):
    text = (
        "Bridge to open\nThe mayor plans to open the bridge on 12 September. "
        "The mayor opened the bridge on 12 September. A ferry is to sail in 2099. "
        "Much else was said about roads and weather on that day, and nobody wrote any of it down. "
        "The market was open as ever, the school bus came late, and the river stood as before."
    )
    article = make_article("plan", text)
    sentences = re.split(r"(?<=\.) ", text.split("\n")[1])[:3]
    planned = make_statement(
        article, sentences[0], sentences[0][:-1], certainty="planned", number=1
    )
    opened = make_statement(article, sentences[1], sentences[1][:-1], number=2)
    ahead = make_statement(article, sentences[2], sentences[2][:-1], certainty="planned", number=3)
    publisher.save_reading(make_reading(article, planned, opened, ahead))
    publisher.publish(
        [
            records.Story(
                id="opening",
                headline="Opening",
                independent_reports=1,
                articles=("plan",),
                reports=(records.Report(article="plan", independent=True),),
                points=(
                    records.Point(
                        id="p", agreement="changed", statements=("plan-s1", "plan-s2"),
                        sides=(("plan-s1",), ("plan-s2",)), summary="The opening",
                    ),
                ),
                timeline=(
                    records.TimelineEntry(
                        time="2025-09-12", statement="plan-s1", planned=True,
                        outcome=records.Outcome(
                            point="p", statements=("plan-s2",), came_about=True
                        ),
                    ),
                    records.TimelineEntry(time="2099", statement="plan-s3", planned=True),
                ),
            )
        ]
    )  # fmt: skip
    words = visible(reader.get("/stories/opening/"))
    timeline = words[words.index("12 September 2025 planned") :]
    assert "It came about" in timeline
    assert timeline.index("It came about") < timeline.index("opened the bridge")
    assert "2099 planned, still ahead" in timeline
    decide(Statement.objects.filter(pk="plan-s2"), State.REJECTED, None)
    assert "No report here tells yet whether it came about" in visible(
        reader.get("/stories/opening/")
    )
    told = reader.get("/api/v1/stories/opening").json()["story"]
    assert [entry["outcome"] for entry in told["timeline"]] == [None, None]


def test_map_shows_the_places_of_words_that_may_be_shown(publisher, reader, monkeypatch):
    reading = valley_reading()
    text = reading.article.text
    spot = span_of(text, "Orlen valley")
    places = [
        records.Place(span=spot, name="Kaunas", country="LT", lat=54.9, lon=24, precision="city"),
        records.Place(span=spot, name="Minsk", country="BY", lat=53.9, lon=27.57, precision="city"),
    ]  # fmt: skip
    told = dataclasses.replace(reading.statements[0], places=tuple(places))
    publisher.save_reading(reading._replace(statements=(told, *reading.statements[1:])))
    publisher.save_reading(coast_reading())
    publisher.publish([make_story()])
    text = reader.get("/stories/flood/").text
    assert text.count('<path class="told"') == 2
    assert ">Minsk</text>" in text
    assert '<a href="#s-valley-s1">Valley Courier</a>' in text
    assert "Natural Earth" in text
    # A statement that is shown nowhere else on the page is linked at its report.
    for most in ("MOST_SUMMARY", "MOST_VOICES", "MOST_PEOPLE", "MOST_FIGURES"):
        monkeypatch.setattr(story_pages, most, 0)
    monkeypatch.setattr(point_cards, "MOST_POINTS", dict.fromkeys(AGREEMENTS, 0))
    monkeypatch.setattr(story_pages, "timeline", lambda *_: [])
    forget_parts()
    text = reader.get("/stories/flood/").text
    assert '<a href="/reports/valley/#s-valley-s1">Valley Courier</a>' in text
    decide(Statement.objects.filter(pk="valley-s1"), State.REJECTED, None)
    assert '<svg class="map"' not in reader.get("/stories/flood/").text


def test_changed_report_shows_its_corrections_and_only_sentences_that_may_be_quoted(
    publisher, reader
):
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    text = publisher.kept(["valley"]).articles[0].text
    shown = "Engineer Tomas Brandt is believed to be missing."
    hidden = text[text.index("Schools in") :]
    revision = records.Revision(
        article="valley", earlier="aaaaaaaaaaaa", later="bbbbbbbbbbbb",
        at=datetime(2025, 9, 9, 12, 0, tzinfo=UTC),
        edits=(
            records.SentenceEdit(
                kind="changed",
                before=records.Words(spans=(records.Span(0, 4),), text="Tomas Brandt is dead."),
                after=records.Words(spans=(span_of(text, shown),), text=shown),
            ),
            records.SentenceEdit(
                kind="changed",
                before=records.Words(spans=(records.Span(0, 4),), text="Schools are open."),
                after=records.Words(spans=(span_of(text, hidden),), text=hidden),
            ),
        ),
        corrections=(
            records.Correction(
                kind="certainty", before="valley-old", after="valley-s3", acknowledged=False
            ),
        ),
        note=None,
    )  # fmt: skip
    publisher.publish([dataclasses.replace(make_story(), revisions=(revision,))])
    answer = reader.get("/stories/flood/")
    assert "<del>dead.</del>" in answer.text
    assert "Schools" not in answer.text
    words = visible(answer)
    assert "2 sentences changed" in words
    assert "It is said more or less surely than before the outlet does not say so" in words
    unordered = dataclasses.replace(revision, at=None, corrections=(), order_known=False)
    publisher.publish([dataclasses.replace(make_story(), revisions=(unordered,))])
    words = visible(reader.get("/stories/flood/"))
    assert "Nothing tells which of the two versions came first" in words
    assert "sentences changed" not in words


def test_affair_links_what_came_before_and_after(publisher, reader):
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    stories = [
        dataclasses.replace(
            make_story(story_id=f"flood-{day}"), thread="thread-flood", headline=f"Day {day}",
            first_at=datetime(2025, 9, day, tzinfo=UTC),
        )
        for day in (9, 11, 13)
    ]  # fmt: skip
    publisher.publish(stories)
    words = visible(reader.get("/stories/flood-11/"))
    affair = words[words.rindex("Background") :]
    assert affair.index("Day 9") < affair.index("this story") < affair.index("Day 13")
    assert "Same course of events" in words


def test_fallback_summary_keeps_its_caution(flood):
    """Without its summary a point is told by a statement, as surely as it was said."""
    decide(Statement.objects.filter(pk="valley-s2"), State.REJECTED, None)
    page = build_story_page(Story.objects.get())
    cards = {card.anchor: card for group in page.groups for card in group.points}
    assert cards["p-p3"].summary == "the dam had cracked"
    assert cards["p-p3"].caution == "Denied:"


def test_points_without_words_to_quote_come_last_in_their_kind(flood, reader):
    withheld, told = (
        records.Point(id=name, agreement="agreed", statements=which, sides=(which,), summary=name)
        for name, which in (
            ("Withheld", ("valley-s2", "coast-s2")),
            ("Told", ("valley-s3", "coast-s3")),
        )
    )
    flood.publish([dataclasses.replace(make_story(), points=(withheld, told))])
    Statement.objects.filter(pk__in=told.statements).update(quoted=True)
    Statement.objects.filter(pk__in=withheld.statements).update(quoted=False)
    (agreed,) = build_story_page(Story.objects.get()).groups
    assert [each.summary for each in agreed.points] == ["Told", ""]
    words = visible(reader.get("/stories/flood/"))
    assert "The same, in words that are read at these outlets: Valley Courier" in words


def _value(number, *, time="2025-09-09", low=None, high=None, computed=False):
    return charts.Value(time, time, str(number), number, low, high, computed, "s-1", "title")


def test_chart_is_to_scale_from_zero():
    chart = charts.chart_of([_value(50.0, low=50.0, high=50.0), _value(100.0, time="2025-09-10")])
    half, full = chart.spots
    assert (chart.ground - half.y) * 2 == pytest.approx(chart.ground - full.y, abs=0.3)
    assert half.x < full.x
    assert [tick.words for tick in chart.ticks] == ["2025-09-09", "2025-09-10"]


def test_chart_draws_ranges_and_open_ends():
    chart = charts.chart_of(
        [
            _value(None, low=50.0, high=55.0, computed=True),
            _value(40.0, low=40.0, time="2025-09-10"),
        ]
    )
    between, at_least = chart.spots
    assert between.computed
    assert between.y is None
    assert between.top < between.bottom
    assert at_least.open == "up"
    assert at_least.top < at_least.y


def test_nothing_is_drawn_that_did_not_move_or_is_below_zero():
    assert charts.chart_of([_value(5.0), _value(5.0, time="2025-09-10")]) is None
    assert charts.chart_of([_value(5.0), _value(5.0, low=5.0, time="2025-09-10")]) is None
    assert charts.chart_of([_value(-5.0), _value(5.0)]) is None
    assert charts.chart_of([]) is None


def test_labels_do_not_cover_each_other():
    values = [_value(1000000.0 + n, time=f"t{n}") for n in range(12)]
    labels = [spot for spot in charts.chart_of(values).spots if spot.label]
    assert labels[-1].label == str(1000011.0)
    gaps = [b.x - a.x for a, b in pairwise(labels)]
    assert min(gaps) >= 9 * charts.LETTER / 2


def test_shapes_are_cut_to_the_frame_and_close_at_the_antimeridian():
    drawing = shapes.fit([shapes.Box(170.0, 60.0, 179.0, 70.0)], 340, 230, 4.0)
    for ring in shapes.rings_in(shapes.countries()["RU"], drawing):
        assert all(-3 <= x <= 343 and -3 <= y <= 233 for x, y in ring)
    for country in shapes.countries().values():
        for _, points in country.rings:
            assert all(abs(b[0] - a[0]) < 180 or b[1] == a[1] == -90 for a, b in pairwise(points))


def test_crimea_is_drawn_as_the_united_nations_draw_it():
    boxes = {code: [box for box, _ in shapes.countries()[code].rings] for code in ("RU", "UA")}
    crimea = shapes.Box(33.0, 44.9, 35.0, 45.5)
    assert any(box.meets(crimea) and box.north < 46.5 for box in boxes["UA"])
    assert not any(box.meets(crimea) and box.north < 46.5 for box in boxes["RU"])


def _people(as_of, value, statement):
    told = records.FigureValue(
        as_of=as_of, value=value, low=value, high=value, source="Officials", statement=statement
    )
    return records.FigureSeries(counts="people", unit=None, series=(told,))


def test_figures_of_one_name_have_addresses_of_their_own_that_stay():
    held, freed = _people("2025-09-10", 1100.0, "s2"), _people("2025-09-09", 52.0, "s1")
    both = by_slug([held, freed])
    assert [*by_slug([freed])] == ["people"]
    assert both["people"] is freed
    (other,) = both.keys() - {"people"}
    assert other.startswith("people-")
    assert [*both.values()] == [held, freed]
    assert other in by_slug([freed, held, _people("2025-09-11", 9.0, "s3")])


def test_figures_of_one_name_are_all_on_the_page_and_have_pages(flood, reader):
    told = (_people("2025-09-09", 52.0, "valley-s1"), _people("2025-09-10", 1100.0, "coast-s1"))
    flood.publish([dataclasses.replace(make_story(), figures=told)])
    story = Story.objects.get().get_absolute_url()
    ids = re.findall(r'id="f-(people[^"]*)"', reader.get(story).text)
    assert len(set(ids)) == len(ids) == len(told)
    pages = [visible(reader.get(f"{story}figures/{each}/")) for each in ids]
    numbers = [page.split("Other figures")[0] for page in pages]
    assert "1,100" in " ".join(numbers)
    assert any("1,100" not in page for page in numbers)
