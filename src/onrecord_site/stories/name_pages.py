"""People and organisations on record: the list of them, and one page for each name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from onrecord_site.newsroom.models import Mention, Statement, Story, StoryPerson
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.evidence import Evidence, evidence_of
from onrecord_site.stories.wording import edtf_words, status_words, wording


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status of a person, the story that tells it, and the statement behind it."""

    status: str
    as_of: str
    certainty: str
    story: Story
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NamePage:
    """Everything on record by and about one name."""

    name: str
    kind: str
    name_kind: str
    said: Sequence[Evidence]
    about: Sequence[Evidence]
    statuses: Sequence[StatusEntry]
    stories: Sequence[Story]

    @property
    def has_unreviewed(self) -> bool:
        """Whether an unreviewed statement stands on the page."""
        shown = (*self.said, *self.about, *(each.evidence for each in self.statuses))
        return any(not each.is_reviewed for each in shown)


def listed_names() -> QuerySet:
    """Return rows of ``slug``, ``name``, ``kind``, ``said`` and ``about`` counts, by name.

    People are listed when they speak or are spoken of, all others when they speak.
    """
    return (
        _public_mentions()
        .values("slug")
        .annotate(
            # Of several spellings and kinds the last one by letter: stable, and "person"
            # wins over "group" where readings differ.
            shown_name=Max("name"),
            shown_kind=Max("kind"),
            said=Count("statement", filter=Q(role=Mention.Role.SOURCE), distinct=True),
            about=Count("statement", filter=Q(role=Mention.Role.SUBJECT), distinct=True),
        )
        .filter(Q(shown_kind="person") | Q(said__gt=0))
        .order_by("shown_name", "slug")
    )


def build_name_page(slug: str) -> NamePage | None:
    """Return the page of a name, or ``None`` where nothing public is on record."""
    mentions = _public_mentions().filter(slug=slug)
    stories = Story.objects.filter(
        Q(statements__mentions__in=mentions) | Q(people__slug=slug)
    ).distinct()
    name = name_of(slug)
    if not name:
        return None
    kind = mentions.aggregate(kind=Max("kind"))["kind"]
    return NamePage(
        name=name,
        kind=wording()["kinds"].get(kind or "person", ""),
        name_kind=kind or "person",
        said=_evidence(mentions, Mention.Role.SOURCE),
        about=_evidence(mentions, Mention.Role.SUBJECT),
        statuses=_statuses(stories.filter(people__slug=slug), slug),
        stories=list(stories),
    )


def name_of(slug: str) -> str:
    """Return the name of this slug as it is shown, or "" where nothing public is on record."""
    for rows in (_public_mentions(), StoryPerson.objects):
        if name := rows.filter(slug=slug).aggregate(name=Max("name"))["name"]:
            return str(name)
    return ""


def _public_mentions() -> QuerySet:
    public = Statement.objects.public().filter(stories__isnull=False)
    return Mention.objects.filter(statement__in=public)


def _evidence(mentions: QuerySet, role: str) -> list[Evidence]:
    statements = (
        Statement.objects.with_outlet()
        .filter(pk__in=mentions.filter(role=role).values("statement"))
        .order_by("-article__published_at", "article", "position", "id")
    )
    return [evidence_of(each) for each in statements]


def _statuses(stories: QuerySet, slug: str) -> list[StatusEntry]:
    """Return the person's statuses in all stories, oldest first, those without a time last."""
    told = [
        (story, status)
        for story in stories
        for person in story.to_record().people
        if name_slug(person.name) == slug
        for status in person.statuses
    ]
    public = Statement.objects.public().with_outlet()
    rows = {row.id: row for row in public.named(status.statement for _, status in told)}
    told.sort(key=lambda each: (each[1].as_of is None, each[1].as_of or ""))
    return [
        StatusEntry(
            status_words(status.status),
            edtf_words(status.as_of),
            wording()["certainty"][status.certainty],
            story,
            evidence_of(rows[status.statement]),
        )
        for story, status in told
        if status.statement in rows
    ]
