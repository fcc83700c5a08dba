"""What stands in a feed: entries with ids that stay, times, words, and links to their source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import PageQuerySet

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, ToldLine, tell_changes, told_line, whole
from onrecord_site.desk.listings import newest
from onrecord_site.newsroom.models import Mention, Statement, Story
from onrecord_site.outlets.models import Outlet
from onrecord_site.stories.figures import by_slug, value_words
from onrecord_site.stories.wording import edtf_words

ENTRIES = 50
#: Tag URIs (RFC 4151) name an authority on a date; this is the year the site was made.
TAG_DATE = "2026"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `updated_at` is ``None`` where the reports give no time."""

    key: str
    title: str
    url: str
    html: str
    published_at: datetime | None
    updated_at: datetime | None

    @property
    def id(self) -> str:
        """The entry's name for ever, a tag URI."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_DATE}:{self.key}"


def stories_entries(stories: QuerySet[Story]) -> list[Entry]:
    """Return the newest of these stories, each with what its summary says."""
    rows = list(stories[:ENTRIES])
    made = [Change(pk=number, story=row, kind=Change.Kind.STORY) for number, row in enumerate(rows)]
    told = {change.pk: change.lines for change in tell_changes(made)}
    changed = _last_changes(rows)
    return [
        Entry(
            key=f"story:{row.pk}",
            title=str(row),
            url=whole(row.get_absolute_url()),
            html=_html(told.get(number, ())),
            published_at=row.first_at,
            updated_at=changed.get(row.pk) or row.last_at,
        )
        for number, row in enumerate(rows)
    ]


def story_entries(row: Story) -> list[Entry]:
    """Return the newest changes of a story."""
    changes = row.changes.exclude(kind=Change.Kind.STATEMENTS).select_related("story")
    return [_change_entry(each) for each in tell_changes(changes[:ENTRIES])]


def name_entries(slug: str) -> list[Entry]:
    """Return the newest statements by and about a name."""
    mentions = Mention.objects.filter(slug=slug)
    rows = (
        Statement.objects.public()
        .with_outlet()
        .filter(stories__isnull=False, pk__in=mentions.values("statement"))
        .order_by("-article__published_at", "article", "position", "id")
        .distinct()
    )
    return [_statement_entry(row) for row in rows[:ENTRIES]]


def outlet_entries(outlet: Outlet) -> list[Entry]:
    """Return what is on record from the newest reports of an outlet."""
    reports = list(outlet.read.values_list("article", flat=True)[:ENTRIES])
    rows = (
        Statement.objects.public()
        .with_outlet()
        .filter(stories__isnull=False, article__in=reports)
        .order_by("-article__published_at", "article", "position", "id")
        .distinct()
    )
    return [_statement_entry(row) for row in rows[:ENTRIES]]


def figure_entries(row: Story, slug: str) -> list[Entry]:
    """Return the values of a figure, newest first; none where the story has no such figure."""
    series = by_slug(row.to_record().figures).get(slug)
    if series is None:
        return []
    ids = {value.statement for value in series.series}
    public = {each.pk: each for each in Statement.objects.public().with_outlet().named(ids)}
    entries = []
    for value in reversed(series.series):
        if statement := public.get(value.statement):
            number = value_words(value, series.unit)
            as_of = edtf_words(value.as_of)
            words = {"what": series.counts, "number": number, "as_of": as_of}
            title = _("%(what)s: %(number)s, as of %(as_of)s") if as_of else "%(what)s: %(number)s"
            entry = _statement_entry(statement)
            entries.append(
                Entry(
                    key=f"figure:{slug}:{statement.words_key}:{value.as_of or ''}",
                    title=title % words,
                    url=whole(reverse("figure", args=[row.slug, slug])),
                    html=entry.html,
                    published_at=entry.published_at,
                    updated_at=entry.updated_at,
                )
            )
    return entries[:ENTRIES]


def article_entries(articles: PageQuerySet) -> list[Entry]:
    """Return the newest of the desk's articles, each with its standfirst and corrections."""
    rows = newest(articles).prefetch_related("corrections")[:ENTRIES]
    return [
        Entry(
            key=f"article:{row.pk}",
            title=row.title,
            url=whole(row.get_url() or "/"),
            html=render_to_string("feeds/article.html", {"article": row}).strip(),
            published_at=row.first_published_at,
            updated_at=row.last_published_at,
        )
        for row in rows
    ]


def _statement_entry(row: Statement) -> Entry:
    line = told_line(row)
    return Entry(
        key=f"statement:{row.words_key}",
        title=" ".join(filter(None, (line.caution, line.content))),
        url=line.record_url,
        html=_html([line]),
        published_at=row.article.published_at,
        updated_at=row.article.updated_at or row.article.published_at,
    )


def _change_entry(change: ToldChange) -> Entry:
    return Entry(
        key=f"change:{change.pk}",
        title=f"{change.label}: {change.lines[0].content}",
        url=change.url,
        html=_html(change.lines),
        published_at=change.at,
        updated_at=change.at,
    )


def _html(lines: Sequence[ToldLine]) -> str:
    return render_to_string("feeds/entry.html", {"lines": lines}).strip()


def _last_changes(rows: Sequence[Story]) -> dict[str, datetime]:
    oldest_first = Change.objects.filter(story__in=rows).order_by("at")
    return dict(oldest_first.values_list("story_id", "at"))
