"""The example reports, the whole way, held to the expected files beside them.

`examples/README.md` says what each field of an expected file means. Every message names what
is missing and what stands there instead, so that the stage that went wrong can be told.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from onrecord.captures.capture import capture
from onrecord.errors import InputError
from onrecord.pipeline import tell_stories
from onrecord.records import Article, Point, Statement, Story

EXAMPLES = Path(__file__).parents[1] / "examples"
EXPECTED = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(EXAMPLES.glob("*/expected.json"))
}
ANY_SOURCE = "*"
Expectation = dict[str, Any]


class Told(NamedTuple):
    """What came out: articles by folder and file, statements by article, the stories."""

    articles: dict[str, dict[str, Article]]
    statements: dict[str, list[Statement]]
    stories: list[Story]


@pytest.fixture(scope="module")
def told() -> Told:
    problems: list[str] = []

    def on_problem(name: str, error: InputError) -> None:
        problems.append(f"{name}: {error}")

    readings, stories = tell_stories(capture([str(EXAMPLES)], on_problem), on_problem)
    assert not problems
    articles: dict[str, dict[str, Article]] = defaultdict(dict)
    for reading in readings:
        path = Path(reading.capture.name)
        articles[path.parent.name][path.name] = reading.article
    statements = {reading.article.id: list(reading.statements) for reading in readings}
    return Told(articles, statements, stories)


def spaced(text: str) -> str:
    return " ".join(text.split())


def named(name: str | None) -> str:
    return (name or "").casefold().removeprefix("the ").strip()


def has_source(statement: Statement, expected: str | list[str] | None) -> bool:
    if expected == ANY_SOURCE:
        return True
    if expected is None or statement.source is None:
        return expected is None and statement.source is None
    names = [expected] if isinstance(expected, str) else expected
    return named(statement.source.name) in {named(name) for name in names}


def has_figure(statement: Statement, expected: Expectation) -> bool:
    return any(
        all(getattr(figure, name) == value for name, value in expected.items())
        for figure in statement.figures
    )


def meets(statement: Statement, expected: Expectation) -> bool:
    return (
        spaced(expected["phrase"]) in spaced(statement.content.text)
        and has_source(statement, expected["source"])
        and statement.certainty == expected.get("certainty", statement.certainty)
        and statement.form == expected.get("form", statement.form)
        and ("figure" not in expected or has_figure(statement, expected["figure"]))
    )


def matching(told: Told, folder: str, expected: Expectation) -> list[Statement]:
    article = told.articles[folder][expected["page"]]
    return [statement for statement in told.statements[article.id] if meets(statement, expected)]


def shown(statement: Statement) -> str:
    source = statement.source.name if statement.source else None
    figures = [(f.value, f.unit, f.change, f.counts) for f in statement.figures]
    return (
        f"{statement.form}/{statement.certainty} source={source!r} figures={figures} "
        f"content={spaced(statement.content.text)!r}"
    )


def explain(told: Told, folder: str, expected: Expectation) -> str:
    """Say what stands where the statement was expected, and so which stage lost it."""
    article = told.articles[folder][expected["page"]]
    phrase = spaced(expected["phrase"])
    wanted = {name: value for name, value in expected.items() if name not in {"page", "phrase"}}
    head = f"{folder}/{expected['page']}: {phrase!r} {wanted}"
    if phrase not in spaced(article.body):
        return f"{head}\n    reading: the phrase is not in the body"
    of_article = told.statements[article.id]
    if near := [s for s in of_article if phrase in spaced(s.content.text)]:
        return "\n    statements: ".join([head, *map(shown, near)])
    in_sentence = [s for s in of_article if phrase in spaced(s.sentence.of(article.text))]
    return "\n    statements: ".join(
        [head, *map(shown, in_sentence)] if in_sentence else [head, "none holds it"]
    )


def report(failures: Iterator[str]) -> None:
    missed = list(failures)
    assert not missed, f"{len(missed)} missed:\n\n" + "\n\n".join(missed)


def expected_stories() -> list[Any]:
    return [
        pytest.param(folder, story, id=f"{folder}-{story['name']}")
        for folder, expected in EXPECTED.items()
        for story in expected["stories"]
    ]


def page_ids(told: Told, folder: str, story: Expectation) -> set[str]:
    return {told.articles[folder][page].id for page in story["pages"]}


def actual_story(told: Told, folder: str, story: Expectation) -> Story:
    """Return the story that holds most of the pages."""
    ids = page_ids(told, folder, story)
    return max(told.stories, key=lambda actual: len(ids & set(actual.articles)))


# -- Pages and statements --------------------------------------------------------------------


def page_failures(article: Article, expected: Expectation) -> Iterator[str]:
    for name in ("headline", "publisher", "url"):
        if name in expected and getattr(article, name) != expected[name]:
            yield f"{name}: {getattr(article, name)!r}, not {expected[name]!r}"
    for name in ("published_at", "updated_at"):
        if name in expected and getattr(article, name) != datetime.fromisoformat(expected[name]):
            yield f"{name}: {getattr(article, name)}, not {expected[name]}"
    authors = [author.name for author in article.authors]
    if expected["authors"] is not None and authors != expected["authors"]:
        yield f"authors: {authors}, not {expected['authors']}"
    body = spaced(article.body)
    for words in expected.get("optional", []):
        body = body.removeprefix(spaced(words)).removesuffix(spaced(words)).strip()
    if not body.startswith(spaced(expected["first"])):
        yield f"body begins {body[:80]!r}, not {expected['first']!r}"
    if not body.endswith(spaced(expected["last"])):
        yield f"body ends {body[-80:]!r}, not {expected['last']!r}"
    for words in expected["furniture"]:
        if spaced(words) in body:
            yield f"furniture in the body: {words!r}"


@pytest.mark.parametrize("folder", EXPECTED)
def test_every_page_is_read(told: Told, folder: str):
    pages = EXPECTED[folder]["pages"]
    assert set(told.articles[folder]) == set(pages)
    report(
        f"{folder}/{name}: {failure}"
        for name, expected in pages.items()
        for failure in page_failures(told.articles[folder][name], expected)
    )


@pytest.mark.parametrize("folder", EXPECTED)
def test_every_statement_is_found(told: Told, folder: str):
    report(
        explain(told, folder, expected)
        for expected in EXPECTED[folder]["statements"]
        if not matching(told, folder, expected)
    )


@pytest.mark.parametrize("folder", EXPECTED)
def test_no_source_goes_over_the_end_of_a_block(told: Told, folder: str):
    articles = [article.id for article in told.articles[folder].values()]
    stated = [each for article in articles for each in told.statements.get(article, ())]
    sources = [each.source.text for each in stated if each.source]
    assert sources
    assert [text for text in sources if "\n" in text] == []


# -- Stories ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_the_reports_make_one_story(told: Told, folder: str, story: Expectation):
    actual = actual_story(told, folder, story)
    files = {article.id: name for name, article in told.articles[folder].items()}
    assert sorted(files.get(article, article) for article in actual.articles) == sorted(
        story["pages"]
    )
    copies = [
        {"page": files[item.article], "of": files[item.copy_of], "origin": item.origin}
        for item in actual.reports
        if item.copy_of
    ]
    assert copies == story["copies"]
    assert actual.independent_reports == story["independent_reports"]


@pytest.mark.parametrize("folder", EXPECTED)
def test_stories_are_linked_by_their_thread(told: Told, folder: str):
    by_name: dict[str, set[str | None]] = defaultdict(set)
    own: set[str] = set()
    for story in EXPECTED[folder]["stories"]:
        actual = actual_story(told, folder, story)
        own.add(actual.id)
        if story["thread"]:
            by_name[story["thread"]].add(actual.thread)
    for name, threads in by_name.items():
        assert len(threads) == 1, f"{name}: {threads}"
        assert None not in threads, f"{name}: the stories have no thread"
        others = {story.thread for story in told.stories if story.id not in own}
        assert not threads & others


def is_met(told: Told, folder: str, expected: Expectation, actual: Point) -> bool:
    agreements = expected["agreement"]
    if actual.agreement not in ([agreements] if isinstance(agreements, str) else agreements):
        return False
    wanted = [
        [{found.id for found in matching(told, folder, item)} for item in side]
        for side in expected["sides"]
    ]
    return any(
        all(
            all(found & set(side) for found in items)
            for items, side in zip(wanted, sides, strict=True)
        )
        for sides in itertools.permutations(actual.sides, len(wanted))
    )


def where(told: Told, folder: str, actual: Story, item: Expectation) -> str:
    found = matching(told, folder, item)
    if not found:
        return "no such statement: " + explain(told, folder, item)
    places = [
        f"{point.id} {point.agreement} side {number + 1} of {len(point.sides)} ({point.summary})"
        for point in actual.points
        for number, side in enumerate(point.sides)
        if {statement.id for statement in found} & set(side)
    ]
    return f"{item['page']}: {item['phrase']!r} is in {places or 'no point'}"


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_points_agree_and_differ_as_the_reports_do(told: Told, folder: str, story: Expectation):
    actual = actual_story(told, folder, story)
    report(
        "\n  ".join(
            [
                f"{expected['about']}: {expected['agreement']}",
                *(
                    f"side {number + 1}: {where(told, folder, actual, item)}"
                    for number, side in enumerate(expected["sides"])
                    for item in side
                ),
            ]
        )
        for expected in story["points"]
        if not expected.get("missed") and not is_found(told, folder, expected, actual)
    )


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_point_that_is_known_to_be_missed_is_still_missed(
    told: Told, folder: str, story: Expectation
):
    actual = actual_story(told, folder, story)
    report(
        f"{expected['about']}: found now; take away the mark `missed`"
        for expected in story["points"]
        if expected.get("missed") and is_found(told, folder, expected, actual)
    )


def is_found(told: Told, folder: str, expected: Expectation, story: Story) -> bool:
    return any(is_met(told, folder, expected, point) for point in story.points)


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_no_point_twists_what_was_said(told: Told, folder: str, story: Expectation):
    actual = actual_story(told, folder, story)

    def standing(item: Expectation, point: Point) -> set[int]:
        ids = {statement.id for statement in matching(told, folder, item)}
        return {number for number, side in enumerate(point.sides) if ids & set(side)}

    def twists() -> Iterator[str]:
        for point in actual.points:
            for one, other in story["never_same_side"]:
                if standing(one, point) & standing(other, point):
                    yield f"on one side of {point.id}: {one['phrase']!r}, {other['phrase']!r}"
            for one, other in story["never_opposed"]:
                sides = standing(one, point), standing(other, point)
                if point.agreement == "disputed" and all(sides) and not sides[0] & sides[1]:
                    yield f"opposed in {point.id}: {one['phrase']!r}, {other['phrase']!r}"

    report(twists())


def is_series_met(told: Told, folder: str, expected: Expectation, series: Any) -> bool:
    units = expected.get("unit", series.unit)
    if series.unit not in (units if isinstance(units, list) else [units]):
        return False
    if named(series.counts) not in map(named, expected.get("counts", [series.counts])):
        return False
    values = series.series
    if {value.value for value in values} & set(expected.get("without", [])):
        return False
    places = [
        [number for number, value in enumerate(values) if is_value_met(told, folder, wanted, value)]
        for wanted in expected["values"]
    ]
    return any(
        all(
            one < other or (one != other and values[one].as_of == values[other].as_of)
            for one, other in itertools.pairwise(chosen)
        )
        for chosen in itertools.product(*places)
    )


def is_value_met(told: Told, folder: str, wanted: Expectation, value: Any) -> bool:
    article = told.articles[folder][wanted["page"]].id
    if value.statement not in {statement.id for statement in told.statements[article]}:
        return False
    sources = wanted.get("source", value.source)
    if named(value.source) not in map(named, sources if isinstance(sources, list) else [sources]):
        return False
    fields = ("value", "low", "high", "as_of")
    return all(getattr(value, name) == wanted[name] for name in fields if name in wanted)


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_figures_keep_their_history(told: Told, folder: str, story: Expectation):
    actual = actual_story(told, folder, story)
    present = "\n".join(
        f"  {series.counts} {series.unit}: "
        + "; ".join(f"{v.as_of} {v.low}/{v.value}/{v.high} {v.source}" for v in series.series)
        for series in actual.figures
    )
    report(
        f"{json.dumps(expected, ensure_ascii=False)} is none of\n{present}"
        for expected in story["figures"]
        if not any(is_series_met(told, folder, expected, series) for series in actual.figures)
    )


@pytest.mark.parametrize(("folder", "story"), expected_stories())
def test_people_have_their_statuses(told: Told, folder: str, story: Expectation):
    people = {person.name: person for person in actual_story(told, folder, story).people}

    def has(status: Any, wanted: Expectation) -> bool:
        pages = told.articles[folder]
        said = {s.id for s in told.statements[pages[wanted["page"]].id]} if "page" in wanted else {}
        return (
            status.status in wanted["status"]
            and all(getattr(status, k) == wanted[k] for k in ("as_of", "certainty") if k in wanted)
            and ("page" not in wanted or status.statement in said)
        )

    report(
        f"{expected['name']}: {wanted} is none of {people.get(expected['name'])}"
        for expected in story["people"]
        for wanted in expected["statuses"]
        if expected["name"] not in people
        or not any(has(status, wanted) for status in people[expected["name"]].statuses)
    )
