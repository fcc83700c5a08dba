"""Rows of the newsroom as the API tells them."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from onrecord.exports.formats import FORMATS
from onrecord_site.api.parameters import StatementFilters, between
from onrecord_site.api.shapes import (
    StoryHead,
    ToldFigure,
    ToldName,
    ToldPoint,
    ToldReport,
    ToldStatement,
    ToldStory,
)
from onrecord_site.changes.tell import whole
from onrecord_site.names.models import Name
from onrecord_site.newsroom.models import Article, Mention, State, Statement, Story
from onrecord_site.newsroom.names import public_name
from onrecord_site.stories.evidence import original_url
from onrecord_site.stories.told import told_article, told_figures, told_statement, told_story


def told_rows() -> QuerySet:
    """Return the statements that stories rest on, less what editors rejected, newest first."""
    in_a_story = Story.statements.through.objects.filter(statement=OuterRef("pk"))
    return (
        Statement.objects.exclude(state=State.REJECTED)
        .filter(Exists(in_a_story))
        .with_outlet()
        .order_by(F("article__published_at").desc(nulls_last=True), "article", "position", "id")
    )


def filtered(filters: StatementFilters) -> QuerySet:
    """Return the statements that are asked for."""
    rows = between(told_rows(), "article__published_at", filters)
    exact = {
        "source_kind": filters.kind,
        "form": filters.form,
        "certainty": filters.certainty,
        "article__publisher": filters.outlet,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.source:
        by = Mention.objects.filter(
            statement=OuterRef("pk"), role=Mention.Role.SOURCE, slug=filters.source
        )
        rows = rows.filter(Exists(by))
    if filters.story:
        # Not Exists: the few statements of one story are found first, and then put in order.
        within = Story.statements.through.objects.filter(story__slug=filters.story)
        rows = rows.filter(pk__in=within.values("statement"))
    return rows


def story_head(row: Story) -> StoryHead:
    """Return a story as a list has it."""
    return StoryHead(
        slug=row.slug,
        id=row.id,
        headline=row.headline,
        first_at=row.first_at,
        last_at=row.last_at,
        independent_reports=row.independent_reports,
        page=whole(row.get_absolute_url()),
        self=_api("story", row.slug),
    )


def story_told(row: Story) -> ToldStory:
    """Return all of a story but its statements, which are a list of their own."""
    return ToldStory(
        story=told_story(row).story,
        page=whole(row.get_absolute_url()),
        statements=f"{_api('statements')}?story={row.slug}",
        downloads={name: whole(reverse("download", args=[row.slug, name])) for name in FORMATS},
    )


def points_told(row: Story) -> list[ToldPoint]:
    """Return the points of a story that still stand."""
    page = whole(row.get_absolute_url())
    return [
        ToldPoint(point=point, page=f"{page}#p-{public_name(point.id)}")
        for point in told_story(row).story.points
    ]


def figures_told(rows: Iterable[Story]) -> Iterator[ToldFigure]:
    """Yield the figures of stories."""
    for row, slug, figure in told_figures(list(rows)):
        page = whole(reverse("figure", args=[row.slug, slug]))
        yield ToldFigure(story=row.slug, figure=figure, page=page)


def statement_told(row: Statement) -> ToldStatement:
    """Return a statement; its article must be fetched along."""
    words = row.evidence if row.quoted else None
    return ToldStatement(
        slug=row.slug,
        statement=told_statement(row),
        words=words,
        is_reviewed=row.state == State.ACCEPTED,
        outlet=row.article.publisher or None,
        report=_api("report", row.article.slug),
        original=original_url(row.article.url, words or "") or None,
        page=whole(row.get_absolute_url()),
    )


def name_told(row: Name) -> ToldName:
    """Return a name with its counts."""
    return ToldName(
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        said=row.said,
        about=row.about,
        page=whole(row.get_absolute_url()),
        statements=f"{_api('statements')}?source={row.slug}",
    )


def report_told(row: Article) -> ToldReport:
    """Return a report; its parts and its stories must be fetched along."""
    return ToldReport(
        slug=row.slug,
        article=told_article(row),
        page=whole(row.get_absolute_url()),
        stories=[_api("story", story.slug) for story in row.stories.all()],
    )


def _api(name: str, *args: str) -> str:
    return whole(reverse(f"api-1:{name}", args=args))
