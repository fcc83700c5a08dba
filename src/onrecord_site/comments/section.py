"""The comments of a page as readers see them, cut into pages that stay small.

Threads stand newest first, each in the order of reading. A page ends after `COMMENTS_A_PAGE`
comments or `BYTES_A_PAGE` of text and markup, whichever comes first, and the next begins with the
comment after its last (``?after=``), so that new comments move nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onrecord_site.comments.closing import why_closed
from onrecord_site.comments.commentable import Target
from onrecord_site.comments.models import Comment, CommentQuerySet, CommentRules
from onrecord_site.comments.rendering import render_comment
from onrecord_site.newsroom.models import Statement
from onrecord_site.stories.evidence import Evidence, evidence_of

COMMENTS_A_PAGE = 50
BYTES_A_PAGE = 36_000
#: What a comment weighs besides its words, and what a statement adds that it is about.
MARKUP_BYTES, CITED_BYTES = 560, 260
#: How often the name stands in it.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """The statement a comment is about; its words only where they may be quoted."""

    url: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ShownComment:
    """One comment, or the place where one was: then `gone` says what became of it.

    `answers_url` and `answers_name` lead to the comment that this one answers.
    """

    pk: int
    anchor: str
    url: str
    depth: int
    name: str
    of_newsroom: bool
    at: datetime
    text: str
    html: SafeString | str
    gone: str
    answers_url: str
    answers_name: str
    cited: Cited | None


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """A page of comments; `total` counts all that are shown under the target."""

    target: Target
    total: int
    comments: Sequence[ShownComment]
    closed: str
    next_url: str
    is_first: bool


def build_comments_page(
    target: Target, request: HttpRequest | None = None, *, at: int = 0, after: int = 0
) -> CommentsPage | None:
    """Return the comments of a page, or ``None`` where they are off.

    It takes five queries at most, and two more without a request.

    Args:
        target: The page commented on.
        request: It shares the rules with others.
        at: Id of a comment: begin with its thread.
        after: Id of a comment: begin behind it.
    """
    rules = CommentRules.in_force(request)
    if rules.mode == CommentRules.Mode.OFF:
        return None
    every = Comment.objects.of(target)
    found = [] if every.query.is_empty() else _first_rows(every, at, after)
    _find_parents(found)
    kept = _within_weight(found)
    cited = _cited(target, kept)
    here = {row.pk for row in kept}
    is_cut, is_first = len(kept) < len(found), not (at or after)
    return CommentsPage(
        target=target,
        total=_total(found, every, is_first=is_first),
        comments=[_shown(row, target, cited, here, _gone(row)) for row in kept],
        closed=why_closed(target, rules, request),
        next_url=f"{target.comments_url}?after={kept[-1].pk}#comments" if is_cut else "",
        is_first=is_first,
    )


def show_one(comment: Comment, target: Target) -> ShownComment:
    """Return a single comment as it stands, or would stand, on a page."""
    cited = _cited(target, [comment])
    return _shown(comment, target, cited, frozenset(), _gone(comment) if comment.is_removed else "")


def _first_rows(every: CommentQuerySet, at: int, after: int) -> list[Comment]:
    """Return those that may stand on a page and the one behind them, which count all along."""
    rows = _from(every, at, after)
    rows = rows.filter(Q(is_public=True, is_removed=False) | Q(shown_below__gt=0))
    counted = every.shown().order_by().values("content_type").values(shown=Count("pk"))
    rows = rows.annotate(in_all=Subquery(counted)).order_by("-thread", "path")
    return list(rows[: COMMENTS_A_PAGE + 1])


def _find_parents(rows: Sequence[Comment]) -> None:
    """Let each answer know its parent, which stands on the same page but for the first ones."""
    known = {row.pk: row for row in rows}
    if elsewhere := {row.parent_id for row in rows if row.parent_id} - known.keys():
        known |= Comment.objects.in_bulk(elsewhere)
    for row in rows:
        if row.parent_id:
            row.parent = known[row.parent_id]


def _from(rows: CommentQuerySet, at: int, after: int) -> CommentQuerySet:
    if not (at or after):
        return rows
    start = rows.filter(pk=at or after).values_list("thread", "path").first()
    if start is None:
        return rows
    thread, path = start
    of_thread = Q(thread=thread, path__gt=path) if after else Q(thread=thread)
    return rows.filter(Q(thread__lt=thread) | of_thread)


def _total(found: Sequence[Comment], every: CommentQuerySet, *, is_first: bool) -> int:
    """How many are shown under the page; the rows found have counted it along."""
    if found:
        return int(found[0].in_all or 0)
    return 0 if is_first else every.shown().count()


def _within_weight(rows: Sequence[Comment]) -> list[Comment]:
    kept: list[Comment] = []
    weight = 0
    for row in rows[:COMMENTS_A_PAGE]:
        weight += MARKUP_BYTES + CITED_BYTES * bool(row.statement)
        weight += len(row.comment.encode()) + NAMED * len(row.user_name.encode())
        if kept and weight > BYTES_A_PAGE:
            break
        kept.append(row)
    return kept


def _cited(target: Target, rows: Sequence[Comment]) -> dict[str, Cited]:
    """The statements that still stand, by slug."""
    slugs = {row.statement for row in rows if row.statement}
    if not slugs:
        return {}
    standing = Statement.objects.public().filter(slug__in=slugs).with_outlet()
    return {each.slug: Cited(f"{target.url}#s-{each.slug}", evidence_of(each)) for each in standing}


def _is_shown(row: Comment) -> bool:
    return row.is_public and not row.is_removed


def _shown(
    row: Comment, target: Target, cited: dict[str, Cited], here: Collection[int], gone: str
) -> ShownComment:
    parent = row.parent
    parent_url = ""
    if parent:
        own_page = f"{target.comments_url}?at={parent.pk}"
        parent_url = f"#{parent.anchor}" if parent.pk in here else f"{own_page}#{parent.anchor}"
    return ShownComment(
        pk=row.pk,
        anchor=row.anchor,
        url=f"{target.comments_url}?at={row.pk}#{row.anchor}",
        depth=row.depth,
        name="" if gone else row.user_name,
        of_newsroom=bool(row.user_id),
        at=row.submit_date,
        text="" if gone else row.comment,
        html="" if gone else render_comment(row.comment),
        gone=gone,
        answers_url=parent_url,
        answers_name=_name_of(parent) if parent else "",
        cited=None if gone else cited.get(row.statement),
    )


def _name_of(parent: Comment) -> str:
    return parent.user_name if _is_shown(parent) else pgettext("answers", "a removed comment")


def _gone(row: Comment) -> str:
    if row.is_removed:
        if row.removed_by == Comment.RemovedBy.AUTHOR:
            return _("Removed by its author.")
        return _("Removed by a moderator.")
    if not row.is_public:
        return _("Readers reported this comment. It is hidden until a moderator has looked at it.")
    return ""
