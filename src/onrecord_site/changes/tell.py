"""Changes as readers meet them: what changed, in whose words, and where to check."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from onrecord_site.changes.models import Change
from onrecord_site.newsroom.models import Mention, Statement, Story
from onrecord_site.newsroom.names import public_name
from onrecord_site.stories.evidence import Evidence, evidence_of
from onrecord_site.stories.figures import by_slug

#: Statements shown of one change; the rest stand on the story's page.
LINES_PER_CHANGE = 4


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One statement of a change. `source_url` is never empty: the words at the outlet, or
    else the report's page here. Addresses are whole."""

    statement: str
    content: str
    caution: str
    by: str
    source_url: str
    record_url: str
    language: str
    direction: str
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change with at least one statement that may be shown."""

    pk: int
    kind: str
    label: str
    story: str
    story_url: str
    url: str
    at: datetime
    lines: Sequence[ToldLine]


def tell_changes(changes: Iterable[Change], about: str = "", outlet: str = "") -> list[ToldChange]:
    """Return the changes that can be told, in the order given.

    What an editor rejected and what may not be quoted is left out, and with its last statement
    the change itself. A new story is told by the first sentence of its summary that stands.

    Args:
        changes: Their stories must be fetched along.
        about: The slug of a name; only statements by or about it are told.
        outlet: The slug of an outlet; only statements of its reports are told.
    """
    changes = list(changes)
    wanted = {change.pk: _statements(change) for change in changes}
    ids = {each for statements in wanted.values() for each in statements}
    if not ids:
        return []
    public = Statement.objects.public().with_outlet().named(ids)
    if about:
        named = Mention.objects.filter(slug=about, statement__in=ids)
        public = public.filter(pk__in=named.values("statement"))
    if outlet:
        public = public.filter(article__read_of__outlet__slug=outlet)
    lines = {row.pk: told_line(row) for row in public}
    told = (
        _told(change, [lines[each] for each in wanted[change.pk] if each in lines])
        for change in changes
    )
    return [change for change in told if change.lines]


def told_line(row: Statement) -> ToldLine:
    """Return a statement that may be quoted; its article must be fetched along."""
    evidence = evidence_of(row)
    record_url = whole(f"{evidence.report_url}#{evidence.anchor}")
    return ToldLine(
        statement=evidence.id,
        content=spoken(evidence),
        caution=evidence.caution,
        by=evidence.by,
        source_url=evidence.original_url or record_url,
        record_url=record_url,
        language=evidence.language,
        direction=evidence.direction,
        is_reviewed=evidence.is_reviewed,
    )


def spoken(evidence: Evidence) -> str:
    """Return the content, in quotation marks where it is spoken words without them."""
    return f"“{evidence.content}”" if evidence.wants_marks else evidence.content


def whole(address: str) -> str:
    """Return an address of the site with scheme and host, whatever host a request names."""
    return f"{settings.SITE_URL}{address}"


def _statements(change: Change) -> Collection[str]:
    if change.kind != Change.Kind.STORY:
        return dict.fromkeys(change.statements)
    summary = change.story.record["summary"]
    return dict.fromkeys(each for sentence in summary for each in sentence["statements"])


def _told(change: Change, lines: Sequence[ToldLine]) -> ToldChange:
    story_url = whole(change.story.get_absolute_url())
    is_figure = change.kind == Change.Kind.FIGURE
    counts = _figure_counts(change.story, change.subject) if is_figure else ""
    return ToldChange(
        pk=change.pk,
        kind=change.kind,
        label=_label(change, counts),
        story=str(change.story),
        story_url=story_url,
        url=_figure_url(change) if counts else story_url + _anchor(change),
        at=change.at,
        lines=lines[:LINES_PER_CHANGE],
    )


def _anchor(change: Change) -> str:
    if change.kind in (Change.Kind.POINT, Change.Kind.AGREEMENT):
        return f"#p-{public_name(change.subject)}"
    return ""


def _figure_url(change: Change) -> str:
    return whole(reverse("figure", args=[change.story.slug, change.subject]))


def _label(change: Change, counts: str) -> str:
    """Return in a few words what happened, without saying what anybody said."""
    if change.kind == Change.Kind.FIGURE:
        words = {"what": counts, "before": change.before, "after": change.after}
        return _("Figure moved from %(before)s to %(after)s: %(what)s") % words
    if change.kind == Change.Kind.AGREEMENT:
        return str(_AGREEMENT[change.after]())
    if change.kind == Change.Kind.POINT:
        return str(_POINT[change.after]())
    return str(change.get_kind_display())


def _figure_counts(story: Story, slug: str) -> str:
    """Return what the figure of this slug counts; "" where the story has no such figure."""
    series = by_slug(story.to_record().figures).get(slug)
    return series.counts if series else ""


_AGREEMENT = {
    "disputed": lambda: _("Now in dispute"),
    "changed": lambda: _("Changed"),
    "agreed": lambda: _("Now told by independent reports that agree"),
    "single": lambda: _("Now told by one report only"),
}
_POINT = {
    "disputed": lambda: _("New, and in dispute"),
    "changed": lambda: _("New, and changed over time"),
    "agreed": lambda: _("New, in independent reports that agree"),
    "single": lambda: _("New, in one report only"),
}
