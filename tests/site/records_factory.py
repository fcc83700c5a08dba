"""Hand-built records: two outlets on one fictional flood, and a copy of one of them."""

import dataclasses
import hashlib
from datetime import UTC, datetime

from onrecord import records
from onrecord.publishing import Reading
from onrecord.records import Span, Words

VALLEY = (
    "Dam holds as Orlen valley is cleared\n"
    "At least 40 families left their homes in the Orlen valley on Tuesday. "
    "“The dam will hold,” said Mara Ilves, the water minister. "
    "Engineer Tomas Brandt is believed to be missing. "
    "Rain is expected to stop before the weekend, and the road to the coast stays closed to all "
    "but the emergency services, who have set up a post at the old customs house near the bridge. "
    "Schools in the lower part of the valley remain shut, and trains run only as far as Harrow."
)
COAST = (
    "Families flee Orlen valley\n"
    "Officials counted 52 families who left the Orlen valley. "
    "Mara Ilves denied that the dam had cracked. "
    "The regional rescue service confirmed that Tomas Brandt was found alive. "
    "The harbour took in nine boats overnight, and the ferry company cancelled its sailings until "
    "further notice because of the swell. Shops on the quay put sandbags at their doors, and the "
    "town hall opened a shelter with sixty beds for whoever needs one."
)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_article(
    article_id: str = "valley",
    text: str = VALLEY,
    *,
    publisher: str = "Valley Courier",
    published_at: datetime | None = datetime(2025, 9, 9, 8, 30, tzinfo=UTC),
    language: str = "en",
    **fields: object,
) -> records.Article:
    headline, body = text.split("\n", 1)
    at = len(headline) + 1
    names = [("Mara Ilves", "person"), ("Tomas Brandt", "person"), ("Orlen valley", "place")]
    entities = tuple(
        records.Entity(
            id=f"{article_id}-e{number}", name=name, kind=kind, mentions=(span_of(text, name),)
        )
        for number, (name, kind) in enumerate(names)
        if name in text
    )
    given = {
        "url": f"https://{article_id}.example.org/news/1",
        "headline": headline,
        "authors": (records.Author(name="Ada Reporter"),),
        **fields,
    }
    return records.Article(
        id=article_id,
        publisher=publisher,
        published_at=published_at,
        language=language,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        text=text,
        blocks=(
            records.Block(kind="headline", start=0, end=len(headline)),
            records.Block(kind="paragraph", start=at, end=at + len(body)),
        ),
        entities=entities,
        **given,
    )


def make_statement(
    article: records.Article,
    sentence: str,
    content: str,
    *,
    source: str | None = None,
    words: str | None = None,
    certainty: records.Certainty = "stated",
    form: records.Form | None = None,
    number: int = 0,
    attribute: str | None = None,
    kind: records.SourceKind = "person",
) -> records.Statement:
    """`source` is the name, `words` what stands in the text for it where that differs."""
    text = article.text
    place = span_of(text, content)
    given = None
    if source:
        spoken = words or source
        given = records.Source(
            span=span_of(text, spoken), text=spoken, name=source, kind=kind, attribute=attribute
        )
    return records.Statement(
        id=f"{article.id}-s{number}",
        article=article.id,
        sentence=span_of(text, sentence),
        form=form or ("reported" if source else "narration"),
        certainty=certainty,
        factuality=3.0,
        score=0.9,
        source=given,
        cue=None,
        content=Words(spans=(place,), text=place.of(text)),
    )


def make_reading(article: records.Article, *statements: records.Statement) -> Reading:
    capture = records.Capture(
        name=f"{article.id}.txt", content=article.text.encode(), media="text", url=article.url
    )
    return Reading(capture, article, statements)


def valley_reading(text: str = VALLEY) -> Reading:
    article = make_article(text=text)
    return make_reading(
        article,
        make_statement(
            article,
            "At least 40 families left their homes in the Orlen valley on Tuesday.",
            "At least 40 families left their homes",
            number=1,
        ),
        make_statement(
            article,
            "“The dam will hold,” said Mara Ilves, the water minister.",
            "The dam will hold",
            source="Mara Ilves",
            form="quotation",
            attribute="the water minister",
            number=2,
        ),
        make_statement(
            article,
            "Engineer Tomas Brandt is believed to be missing.",
            "Engineer Tomas Brandt is believed to be missing",
            certainty="believed",
            number=3,
        ),
    )


def coast_reading() -> Reading:
    article = make_article(
        "coast",
        COAST,
        publisher="Coast Herald",
        published_at=datetime(2025, 9, 10, 6, 0, tzinfo=UTC),
    )
    return make_reading(
        article,
        make_statement(
            article,
            "Officials counted 52 families who left the Orlen valley.",
            "52 families who left the Orlen valley",
            source="Officials",
            kind="unnamed",
            number=1,
        ),
        make_statement(
            article,
            "Mara Ilves denied that the dam had cracked.",
            "the dam had cracked",
            source="Mara Ilves",
            certainty="denied",
            number=2,
        ),
        make_statement(
            article,
            "The regional rescue service confirmed that Tomas Brandt was found alive.",
            "Tomas Brandt was found alive",
            source="The regional rescue service",
            kind="organisation",
            certainty="confirmed",
            number=3,
        ),
    )


def make_story(*, story_id: str = "flood", extra_reports: tuple[str, ...] = ()) -> records.Story:
    """The story of `valley_reading` and `coast_reading`."""
    statements = {"fam": ("valley-s1", "coast-s1"), "tom": ("valley-s3", "coast-s3")}
    reports = (
        records.Report(article="valley", independent=True),
        records.Report(article="coast", independent=True),
        *(
            records.Report(article=each, independent=False, copy_of="valley")
            for each in extra_reports
        ),
    )
    return records.Story(
        id=story_id,
        headline="Orlen valley cleared as the water rises",
        first_at=datetime(2025, 9, 9, 8, 30, tzinfo=UTC),
        last_at=datetime(2025, 9, 10, 6, 0, tzinfo=UTC),
        independent_reports=2,
        articles=tuple(report.article for report in reports),
        reports=reports,
        summary=(
            records.SummarySentence(
                text="At least 40 families left their homes.", statements=("valley-s1",)
            ),
        ),
        points=(
            records.Point(
                id="p1",
                agreement="changed",
                statements=statements["fam"],
                sides=(("valley-s1",), ("coast-s1",)),
                summary="How many families left",
            ),
            records.Point(
                id="p2",
                agreement="disputed",
                statements=statements["tom"],
                sides=(("valley-s3",), ("coast-s3",)),
                summary="Whether Tomas Brandt is missing",
            ),
            records.Point(
                id="p3",
                agreement="agreed",
                statements=("valley-s2", "coast-s2"),
                sides=(("valley-s2", "coast-s2"),),
                summary="The dam holds",
            ),
        ),
        figures=(
            records.FigureSeries(
                counts="families who left",
                unit=None,
                series=(
                    records.FigureValue(
                        as_of="2025-09-09", value=40, low=40, high=None, source=None,
                        statement="valley-s1",
                    ),
                    records.FigureValue(
                        as_of="2025-09-10", value=None, low=50, high=55, source="Officials",
                        statement="coast-s1", computed=True, fits=("coast-s3",),
                        clashes=("valley-s1",),
                    ),
                ),
            ),
        ),
        people=(
            records.StoryPerson(
                name="Tomas Brandt",
                entity=None,
                statuses=(
                    records.PersonStatus(
                        status="missing", as_of="2025-09-09", certainty="believed",
                        statement="valley-s3",
                    ),
                    records.PersonStatus(
                        status="found_alive", as_of="2025-09-10", certainty="confirmed",
                        statement="coast-s3",
                    ),
                ),
            ),
        ),
        timeline=(
            records.TimelineEntry(time="2025-09-09", statement="valley-s1"),
            records.TimelineEntry(time="2025-09", statement="valley-s2", planned=True),
        ),
    )  # fmt: skip


def changed(reading: Reading, number: int, **fields: object) -> Reading:
    """The reading with one statement read differently."""
    statements = list(reading.statements)
    statements[number] = dataclasses.replace(statements[number], **fields)
    return reading._replace(statements=tuple(statements))
