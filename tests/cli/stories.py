"""A story made by hand, with every kind of point, figure and event, and what stands behind it."""

from datetime import UTC, datetime

from onrecord.records import (
    Article,
    FigureSeries,
    FigureValue,
    Outcome,
    PersonStatus,
    Point,
    Report,
    Statement,
    Story,
    StoryPerson,
    SummarySentence,
    TimelineEntry,
)
from tests.stories.conftest import Newsroom

ONE = [
    "Mara Lind said 40 boats sank off Alder on Monday.",
    "The harbour office denied that any boat sank.",
    "Port Alder plans to open its new pier on 1 May.",
]
TWO = ["The storm sank 43 boats.", "About 4% of the fleet was lost, Lind said."]
THREE = ["Mara Lind said 40 boats sank off Alder on Monday.", "Lind was detained on Tuesday."]
HOSTILE = '"><script>alert(1)</script>\x07\u202e'


def told(name: str = "Alder") -> tuple[list[Story], list[Statement], list[Article]]:
    """Return a story and another one of its thread, their statements and their articles."""
    newsroom = Newsroom()
    lind = {"source": "Mara Lind" + name.removeprefix("Alder"), "spoken": "Mara Lind"}
    newsroom.article(
        "one",
        {"text": ONE[0], "content": "40 boats sank off Alder on Monday", **lind},
        {"text": ONE[1], "source": "Harbour office", "spoken": "The harbour office",
         "kind": "organisation", "content": "that any boat sank", "certainty": "denied"},
        {"text": ONE[2], "certainty": "planned"},
        headline=f"Storm at {name}", day="2025-03-03", publisher=f"Wire {name}",
        url="https://wire.example.org/storm",
    )  # fmt: skip
    newsroom.article(
        "two",
        {"text": TWO[0]},
        {"text": TWO[1], "source": "Lind", "content": "About 4% of the fleet was lost"},
        headline="After the storm", day="2025-03-05", publisher="Post", url="javascript:alert(1)",
    )  # fmt: skip
    newsroom.article(
        "three",
        {"text": THREE[0], "content": "40 boats sank off Alder on Monday", **lind},
        {"text": THREE[1]},
        headline=f"Storm at {name}", day="2025-03-04", publisher="Copyist",
    )  # fmt: skip
    forty, denial, pier, later, share, again, detained = (each.id for each in newsroom.statements)
    story = Story(
        id="story-1",
        headline=f"Storm at {name}",
        thread="thread-1",
        first_at=datetime(2025, 3, 3, tzinfo=UTC),
        last_at=datetime(2025, 3, 5, tzinfo=UTC),
        independent_reports=2,
        articles=("one", "three", "two"),
        reports=(
            Report(article="one", independent=True, origin="AP" + name),
            Report(article="three", independent=False, copy_of="one"),
            Report(article="two", independent=True),
        ),
        summary=(SummarySentence(text=ONE[0], statements=(forty, again)),),
        points=(
            Point(id="point-1", agreement="disputed", statements=(forty, denial),
                  sides=((forty, again), (denial,)), summary=ONE[0]),
            Point(id="point-2", agreement="changed", statements=(pier, later),
                  sides=((pier,), (later,)), summary=TWO[0]),
            Point(id="point-3", agreement="agreed", statements=(forty, share),
                  sides=((forty, share),), summary=ONE[0]),
            Point(id="point-4", agreement="single", statements=(detained,),
                  sides=((detained,),), summary=THREE[1]),
        ),
        figures=(
            FigureSeries(counts="boats" + name, unit=None, series=(
                value("2025-03-03", 40, 40, 40, "Mara Lind", forty),
                value("2025-03-05", 43, 43, None, "Post", later),
                value("2025-03", 1075, 956, 1229, name, share, fits=(later,), clashes=(forty,)),
            )),
            FigureSeries(counts="fleet", unit="percent", series=(
                value("2025-03-05", 4, None, None, "Lind", share),
            )),
        ),
        people=(
            StoryPerson(name="Mara Lind", entity=None, statuses=(
                PersonStatus(status="detained", as_of="2025-03-04", certainty="believed",
                             statement=detained),
            )),
            StoryPerson(name="Ana" + name, entity=None),
        ),
        timeline=(
            TimelineEntry(time="2025-03-03", statement=forty),
            TimelineEntry(time="2025-03-04", statement=detained),
            TimelineEntry(time="2025-05-01", statement=pier, planned=True, outcome=Outcome(
                point="point-2", statements=(later,), came_about=None,
            )),
        ),
    )  # fmt: skip
    other = Story(id="story-2", headline="An earlier storm", thread="thread-1")
    return [story, other], newsroom.statements, newsroom.articles


def value(
    as_of: str, number: float, low: float | None, high: float | None, source: str,
    statement: str, *, fits: tuple[str, ...] = (), clashes: tuple[str, ...] = (),
) -> FigureValue:  # fmt: skip
    return FigureValue(
        as_of=as_of, value=number, low=low, high=high, source=source, statement=statement,
        computed=bool(fits), fits=fits, clashes=clashes,
    )  # fmt: skip
