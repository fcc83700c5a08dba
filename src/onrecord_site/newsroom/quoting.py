"""How much of a report readers are shown: the words that are evidence, never the whole text.

The right to quote (Article 10(1) of the Berne Convention) covers what the purpose needs. Of
each report at most `QUOTED_SHARE` of its running text is shown on this site, all pages taken
together. The words that matter most to a reader come first: those in dispute, then those
that changed, those that agree, what people are quoted with, the words behind a figure, a status
or a summary, what else people said, and last what the outlet says in its own voice. What does
not fit is named and linked, and read at its outlet.
"""

from collections.abc import Iterable, Iterator, Sequence

from onrecord import records
from onrecord_site.newsroom.models import Article, Statement

QUOTED_SHARE = 0.5

_POINT_RANK = {"disputed": 0, "changed": 1, "agreed": 2}
_QUOTATION_RANK = 3
_SUPPORT_RANK = 4
_ATTRIBUTED_RANK = 5
_NARRATION_RANK = 6


def choose_quoted(stories: Sequence[records.Story]) -> None:
    """Set `Statement.quoted` on the statements of these stories, after what they rest on."""
    ranks = _ranks(stories)
    told = Article.objects.filter(stories__in=[story.id for story in stories])
    for article in told.distinct().light():
        of_article = Statement.objects.filter(article=article)
        candidates = of_article.defer("record").filter(stories__isnull=False).distinct()
        chosen = set(_fitting(article, candidates, ranks))
        of_article.filter(pk__in=chosen, quoted=False).update(quoted=True)
        of_article.filter(quoted=True).exclude(pk__in=chosen).update(quoted=False)


def _fitting(
    article: Article, statements: Iterable[Statement], ranks: dict[str, int]
) -> Iterator[str]:
    """Yield the ids of statements whose words fit into the share together.

    The headline is shown with every link anyway and takes nothing from the share.
    """
    budget = article.body_chars * QUOTED_SHARE
    shown: set[int] = set()
    for row in sorted(statements, key=lambda row: (_rank(row, ranks), row.position, row.id)):
        if row.evidence == article.headline:
            yield row.id
            continue
        words = range(row.evidence_start, row.evidence_start + len(row.evidence))
        together = shown.union(words)
        if len(together) <= budget:
            shown = together
            yield row.id


def _rank(row: Statement, ranks: dict[str, int]) -> int:
    rank = ranks.get(row.id, _NARRATION_RANK)
    if row.form in ("quotation", "mixed"):
        return min(rank, _QUOTATION_RANK)
    return min(rank, _ATTRIBUTED_RANK) if row.source_name else rank


def _ranks(stories: Sequence[records.Story]) -> dict[str, int]:
    """How soon each statement's words are needed; statements of no story are left out."""
    ranks: dict[str, int] = {}

    def need(statement_ids: Iterable[str], rank: int) -> None:
        for statement_id in statement_ids:
            ranks[statement_id] = min(rank, ranks.get(statement_id, rank))

    for story in stories:
        for point in story.points:
            need(point.statements, _POINT_RANK.get(point.agreement, _NARRATION_RANK))
        for sentence in story.summary:
            need(sentence.statements, _SUPPORT_RANK)
        for figure in story.figures:
            need((value.statement for value in figure.series), _SUPPORT_RANK)
        for person in story.people:
            need((status.statement for status in person.statuses), _SUPPORT_RANK)
        need((entry.statement for entry in story.timeline), _SUPPORT_RANK)
    return ranks
