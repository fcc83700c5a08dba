"""Fill a newsroom with made-up stories of a realistic size, in bulk."""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from onrecord_site.set_up import set_up

set_up()

from django.db import connection, transaction  # noqa: E402

from onrecord import records  # noqa: E402
from onrecord.records import Span  # noqa: E402
from onrecord_site.newsroom import models, rows  # noqa: E402

REPORTS, STATEMENTS_EACH, POINTS = 10, 6, 20
#: Articles that belong to no story's statements beyond this are the rest of the archive.
BATCH_STORIES = 100
FIRST_DAY = datetime(2025, 1, 1, 6, tzinfo=UTC)
WORDS = """
the river rose again and the road to the coast stayed closed while crews worked through
night families waited at school halls for word of when they could return ministers met
council asked for more pumps trains were late shops opened harbour took in boats bridge
flood water dam valley town east west bank engineers inspected walls rescue service
""".split()  # noqa: SIM905 - a page of quotation marks otherwise
NAMES = [
    f"{first} {last}"
    for first in ("Mara", "Tomas", "Ada", "Ilse", "Jonas", "Petra", "Emil")
    for last in ("Ilves", "Brandt", "Okoro", "Lindqvist", "Moreau", "Haddad", "Novak")
]
OUTLETS = [f"{place} {kind}" for place in ("Valley", "Coast", "Harbour", "Northern", "Capital")
           for kind in ("Courier", "Herald", "Times", "Post")]  # fmt: skip


def sentence(chance: random.Random, length: int = 14) -> str:
    words = " ".join(chance.choice(WORDS) for _ in range(length))
    return words[0].upper() + words[1:]


def make_article(number: int, at: datetime, chance: random.Random) -> tuple[
    records.Article, list[records.Statement]
]:  # fmt: skip
    """Return a report of about 2,500 characters, and what it says."""
    headline = sentence(chance, 8)
    text, body_at = headline + "\n", len(headline) + 1
    article_id = f"a{number}"
    statements = []
    for order in range(STATEMENTS_EACH):
        content = sentence(chance)
        name = chance.choice(NAMES)
        start = len(text)
        spoken = order % 2 == 0
        text += f"“{content},” said {name}." if spoken else f"{content}."
        content_at = start + (1 if spoken else 0)
        content_span = Span(content_at, content_at + len(content))
        source = None
        if spoken:
            name_at = text.index(name, start)
            source = records.Source(
                span=Span(name_at, name_at + len(name)), text=name, name=name, kind="person"
            )
        statements.append(
            records.Statement(
                id=f"{article_id}-s{order}",
                article=article_id,
                sentence=Span(start, len(text)),
                form="quotation" if spoken else "narration",
                certainty="stated" if order else "denied",
                factuality=3.0,
                score=0.9,
                source=source,
                cue=None,
                content=records.Words(spans=(content_span,), text=content),
            )
        )
        text += " " + ". ".join(sentence(chance) for _ in range(3)) + ". "
    article = records.Article(
        id=article_id,
        url=f"https://outlet{number % 20}.example.org/news/{number}",
        headline=headline,
        authors=(records.Author(name=chance.choice(NAMES)),),
        publisher=OUTLETS[number % len(OUTLETS)],
        published_at=at,
        language="en",
        version=f"{number:012x}",
        text=text,
        blocks=(
            records.Block(kind="headline", start=0, end=len(headline)),
            records.Block(kind="paragraph", start=body_at, end=len(text)),
        ),
    )
    return article, statements


def make_story(
    number: int, articles: list[records.Article], statements: list[list[records.Statement]]
) -> records.Story:
    """Return a story in which reports of one matter stand side by side."""
    points = []
    for order in range(POINTS):
        ids = [said[order % STATEMENTS_EACH].id for said in statements[order % 3 :: 3]]
        kind: records.Agreement = ("disputed", "changed", "agreed", "agreed")[order % 4]
        sides = (tuple(ids),) if kind == "agreed" else (tuple(ids[:1]), tuple(ids[1:]))
        points.append(
            records.Point(
                id=f"p{number}-{order}", agreement=kind, statements=tuple(ids), sides=sides,
                summary=statements[order % 3][order % STATEMENTS_EACH].content.text,
            )
        )  # fmt: skip
    return records.Story(
        id=f"story-{number}",
        headline=articles[0].headline or "",
        first_at=articles[0].published_at,
        last_at=articles[-1].published_at,
        independent_reports=len(articles),
        articles=tuple(article.id for article in articles),
        reports=tuple(records.Report(article=each.id, independent=True) for each in articles),
        summary=tuple(
            records.SummarySentence(text=said[1].content.text, statements=(said[1].id,))
            for said in statements[:3]
        ),
        points=tuple(points),
        figures=(
            records.FigureSeries(
                counts="families who left", unit=None,
                series=tuple(
                    records.FigureValue(
                        as_of=f"2025-09-{day + 1:02}", value=40 + day, low=40 + day, high=40 + day,
                        source=None, statement=said[3].id,
                    )
                    for day, said in enumerate(statements)
                ),
            ),
        ),
        timeline=tuple(
            records.TimelineEntry(time="2025-09-09", statement=said[5].id) for said in statements
        ),
    )  # fmt: skip


def batches(stories: int) -> Iterator[list[int]]:
    for start in range(0, stories, BATCH_STORIES):
        yield list(range(start, min(start + BATCH_STORIES, stories)))


@transaction.atomic
def save(numbers: list[int]) -> None:
    """Write one batch of stories with all they rest on."""
    made: dict[type, list] = {}

    def keep(row: object) -> None:
        made.setdefault(type(row), []).append(row)

    links = models.Story.articles.through, models.Story.statements.through
    for number in numbers:
        chance = random.Random(number)  # noqa: S311 - nothing secret
        at = FIRST_DAY + timedelta(minutes=50 * number)
        pairs = [
            make_article(number * REPORTS + order, at + timedelta(minutes=order), chance)
            for order in range(REPORTS)
        ]
        story = make_story(number, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
        keep(rows.story_row(story))
        for article, statements in pairs:
            keep(rows.article_row(article))
            keep(links[0](story_id=story.id, article_id=article.id))
            for statement in statements:
                row = rows.statement_row(article, statement)
                row.quoted = True
                keep(row)
                keep(links[1](story_id=story.id, statement_id=statement.id))
                for mention in rows.mention_rows(article, statement):
                    keep(mention)
    order = (models.Article, models.Statement, models.Story, *links, models.Mention)
    for model in order:
        model._default_manager.bulk_create(made[model], batch_size=500)


def main() -> None:
    stories = int(sys.argv[1])
    for numbers in batches(stories):
        save(numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{stories} stories, {stories * REPORTS} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
