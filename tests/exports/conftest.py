"""One story with an event, a place and figures, and what stands behind it."""

from datetime import UTC, datetime

import pytest

from onrecord.exports.story_records import StoryRecords
from onrecord.records import (
    Article,
    Author,
    Block,
    Entity,
    Event,
    FigureSeries,
    FigureValue,
    Participant,
    Place,
    Point,
    Report,
    Source,
    Span,
    Statement,
    Story,
    StoryPerson,
    SummarySentence,
    Words,
)

TEXT = (
    "Tarn freed\n"
    "Judge Ilse Tarn said the port council freed Otto Brack in Riga on 3 March 2025. "
    "Nobody else spoke."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def freed() -> Event:
    council = Participant(
        span=span("port council"), text="the port council", name="Port Council", entity="e2",
        country="LV", sector="GOV",
    )  # fmt: skip
    brack = Participant(
        span=span("Otto Brack"), text="Otto Brack", name="Otto Brack", entity="e3", country="EE"
    )
    return Event(
        trigger=span("freed Otto"), category="RETREAT", mode="release",
        contexts=("legal", "human_rights"), actors=(council,), recipients=(brack,),
        place="Riga", time="2025-03-03",
    )  # fmt: skip


@pytest.fixture
def told() -> StoryRecords:
    content = "the port council freed Otto Brack in Riga on 3 March 2025"
    said = Statement(
        id="r1-s1", article="r1", sentence=span(TEXT.split("\n")[1].split(" Nobody")[0]),
        form="reported", certainty="stated", factuality=3.0, score=0.9,
        source=Source(
            span=span("Ilse Tarn"), text="Ilse Tarn", name="Ilse Tarn", entity="e1",
            kind="person", attribute="Judge",
        ),
        cue=None, content=Words(spans=(span(content),), text=content), events=(freed(),),
        places=(
            Place(span=span("Riga"), name="Riga", country="LV", lat=56.95, lon=24.11,
                  precision="city"),
        ),
    )  # fmt: skip
    withheld = Statement(
        id="r1-s2", article="r1", sentence=span("Nobody else spoke."), form="narration",
        certainty="denied", factuality=-3.0, score=0.5, source=None, cue=None,
        content=Words(spans=(span("Nobody else spoke"),), text=""),
    )  # fmt: skip
    article = Article(
        id="r1", url="https://post.example.org/1", headline="Tarn freed", publisher="=Port Post",
        authors=(Author(name="Ada Reporter"),), language="en", version="0123456789ab", text=TEXT,
        published_at=datetime(2025, 3, 4, 9, 30, tzinfo=UTC),
        blocks=(Block(kind="headline", start=0, end=10),),
        entities=(
            Entity(id="e1", name="Ilse Tarn", kind="person", mentions=(span("Ilse Tarn"),)),
            Entity(id="e2", name="Port Council", kind="organisation", mentions=(),
                   ids={"wikidata": "Q1"}),
            Entity(id="e3", name="Otto Brack", kind="person", mentions=(span("Otto Brack"),)),
            Entity(id="e4", name="Latvia", kind="country", mentions=(), ids={"iso3166": "LV"}),
            Entity(id="e5", name="Riga", kind="place", mentions=(span("Riga"),)),
        ),
    )  # fmt: skip
    story = Story(
        id="tarn", headline="Tarn: who was freed", first_at=datetime(2025, 3, 4, 9, tzinfo=UTC),
        last_at=datetime(2025, 3, 5, tzinfo=UTC), independent_reports=1, articles=("r1",),
        reports=(Report(article="r1", independent=True),),
        summary=(SummarySentence(text="Otto Brack was freed.", statements=("r1-s1",)),),
        points=(
            Point(id="p1", agreement="disputed", statements=("r1-s1", "r1-s2"),
                  sides=(("r1-s1",), ("r1-s2",)), summary="Otto Brack was freed."),
            Point(id="p2", agreement="single", statements=("r1-s1",), sides=(("r1-s1",),),
                  summary=""),
        ),
        figures=(
            FigureSeries(counts="people freed", unit=None, series=(
                FigureValue(as_of="2025-03-03", value=1, low=1, high=None, source="Ilse Tarn",
                            statement="r1-s1"),
                FigureValue(as_of=None, value=-2, low=None, high=None, source="@else",
                            statement="r1-s2", computed=True),
            )),
        ),
        people=(StoryPerson(name="Otto Brack", entity="e3"),),
    )  # fmt: skip
    return StoryRecords(
        story=story,
        statements=(said, withheld),
        articles=(article,),
        words={"r1-s1": said.sentence.of(TEXT)},
        url="https://site.example.org/stories/tarn/",
        links={"r1-s1": "https://site.example.org/reports/r1/#s-r1-s1"},
    )
