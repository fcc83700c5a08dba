"""The results page: what was found, as readers meet it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from onrecord_site.desk.listings import ArticleCard, article_cards, newest
from onrecord_site.desk.models import ArticlePage
from onrecord_site.newsroom.models import Article, Statement, Story
from onrecord_site.search.documents import Kind
from onrecord_site.search.full_text import MOST_FOUND, find
from onrecord_site.search.models import Document
from onrecord_site.search.queries import Query
from onrecord_site.search.words import Piece, highlight
from onrecord_site.stories.evidence import Evidence, evidence_of
from onrecord_site.stories.front_pages import StoryCard, story_cards

PER_PAGE = 20
#: How many of each kind are shown where all kinds are.
AT_A_GLANCE = {Kind.STORY: 3, Kind.ARTICLE: 3, Kind.STATEMENT: 8, Kind.REPORT: 4}


class StoryResult(NamedTuple):
    """A story that was found."""

    card: StoryCard
    headline: Sequence[Piece]
    summary: Sequence[Piece]


class ArticleResult(NamedTuple):
    """An article of the desk that was found."""

    card: ArticleCard
    headline: Sequence[Piece]
    standfirst: Sequence[Piece]


class Words(NamedTuple):
    """Words of a sentence: what the statement says of it, or what stands around that."""

    pieces: Sequence[Piece]
    is_content: bool


class StatementResult(NamedTuple):
    """A statement that was found, and the first of its stories."""

    evidence: Evidence
    words: Sequence[Words]
    story: Story | None


class ReportResult(NamedTuple):
    """A report that was found; its text is not shown."""

    article: Article
    headline: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind. There may be more than `count` where `is_capped`."""

    kind: str
    label: str
    count: int
    is_capped: bool
    results: Sequence[Any]
    address: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All results, or one numbered page of one kind."""

    groups: Sequence[Found]
    numbered: Page | None
    has_unreviewed: bool

    @property
    def count(self) -> int:
        """How many records were found, of all kinds."""
        return sum(group.count for group in self.groups)


def build_results(query: Query, page: str | None) -> ResultsPage:
    """Return what answers a question; the number of queries does not depend on what is found."""
    ids = find({kind: query.question(kind) for kind in query.kinds})
    numbered, shown = None, {}
    if len(ids) == 1:
        [(kind, found)] = ids.items()
        numbered = Paginator(found[:MOST_FOUND], PER_PAGE).get_page(page)
        shown[kind] = list(numbered.object_list)
    else:
        shown = {kind: found[: AT_A_GLANCE[Kind(kind)]] for kind, found in ids.items()}
    wanted = [each for of_kind in shown.values() for each in of_kind]
    key_of = dict(Document.objects.filter(pk__in=wanted).values_list("pk", "key"))
    groups = []
    for kind, found in ids.items():
        keys = [key_of[each] for each in shown[kind] if each in key_of]
        groups.append(
            Found(
                kind=kind,
                label=str(Kind(kind).label),
                count=min(len(found), MOST_FOUND),
                is_capped=len(found) > MOST_FOUND,
                results=_RESULTS[Kind(kind)](keys, query.sought) if keys else [],
                address=query.address(kind=kind),
            )
        )
    said = [each for group in groups if group.kind == Kind.STATEMENT for each in group.results]
    return ResultsPage(groups, numbered, any(not each.evidence.is_reviewed for each in said))


def _stories(keys: Sequence[str], sought: set[str]) -> list[StoryResult]:
    rows = Story.objects.defer("record").in_bulk(keys)
    cards = story_cards([rows[key] for key in keys if key in rows])
    return [
        StoryResult(card, highlight(card.headline, sought), highlight(card.summary, sought))
        for card in cards
    ]


def _articles(keys: Sequence[str], sought: set[str]) -> list[ArticleResult]:
    rows = newest(ArticlePage.objects.filter(pk__in=keys)).in_bulk()
    found = [rows[int(key)] for key in keys if int(key) in rows]
    return [
        ArticleResult(card, highlight(card.title, sought), highlight(card.standfirst, sought))
        for card in article_cards(found, {})
    ]


def _statements(keys: Sequence[str], sought: set[str]) -> list[StatementResult]:
    public = Statement.objects.public().with_outlet().filter(pk__in=keys)
    rows = {row.pk: row for row in public}
    links = Story.statements.through.objects.filter(statement__in=rows)
    with_story = links.select_related("story").defer("story__record")
    newest_last = with_story.order_by("story__last_at", "story_id")
    story_of = {link.statement_id: link.story for link in newest_last}
    told = {key: evidence_of(rows[key]) for key in keys if key in rows}
    return [
        StatementResult(
            evidence,
            [Words(highlight(piece.text, sought), piece.marked) for piece in evidence.words],
            story_of.get(key),
        )
        for key, evidence in told.items()
    ]


def _reports(keys: Sequence[str], sought: set[str]) -> list[ReportResult]:
    rows = Article.objects.told().light().in_bulk(keys)
    return [
        ReportResult(rows[key], highlight(str(rows[key]), sought)) for key in keys if key in rows
    ]


_RESULTS = {
    Kind.STORY: _stories,
    Kind.ARTICLE: _articles,
    Kind.STATEMENT: _statements,
    Kind.REPORT: _reports,
}
