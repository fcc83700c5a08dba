"""The page of a name: everything on record by and about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from onrecord_site.newsroom.models import Mention, State, Statement, Story, StoryPerson
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.evidence import Evidence, evidence_of
from onrecord_site.stories.wording import edtf_words, status_words, wording

PER_PAGE = 20
#: Stories named on the page; the search finds the others.
MOST_STORIES = 50
_StoryStatement = Story.statements.through


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status of a person, the story that tells it, and the statement behind it."""

    status: str
    as_of: str
    certainty: str
    story: Story
    evidence: Evidence


class NameKind(NamedTuple):
    """A kind of what goes by this name, and how many statements give it."""

    kind: str
    label: str
    statements: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One numbered page of statements by a name, or about it; `role` names it in addresses."""

    role: str
    numbered: Page
    statements: Sequence[Evidence]

    @property
    def count(self) -> int:
        """How many statements there are on all pages."""
        return int(self.numbered.paginator.count)


@dataclass(frozen=True, slots=True)
class NamePage:
    """Everything on record by and about one name.

    `kinds` has more than one entry where different things go by the name; `kind` is the one
    that is shown alone, or "".
    """

    name: str
    label: str
    kinds: Sequence[NameKind]
    kind: str
    name_kind: str
    said: Spoken
    about: Spoken
    statuses: Sequence[StatusEntry]
    stories: Sequence[Story]

    @property
    def has_unreviewed(self) -> bool:
        """Whether an unreviewed statement stands on the page."""
        told = (each.evidence for each in self.statuses)
        shown = (*self.said.statements, *self.about.statements, *told)
        return any(not each.is_reviewed for each in shown)


def build_name_page(slug: str, asked: Mapping[str, str]) -> NamePage | None:
    """Return the page of a name, or ``None`` where nothing public is on record.

    Args:
        slug: Of the name.
        asked: May hold ``kind``, and the numbers of pages under ``said`` and ``about``.
    """
    name = name_of(slug)
    if not name:
        return None
    mentions = _public_mentions().filter(slug=slug)
    kinds = _kinds(mentions)
    kind = asked.get("kind", "")
    if kind not in {each.kind for each in kinds}:
        kind = ""
    own = mentions.filter(kind=kind) if kind else mentions
    told_in = _StoryStatement.objects.filter(statement__in=own.values("statement"))
    of_person = StoryPerson.objects.filter(slug=slug)
    stories = Story.objects.filter(
        Q(pk__in=told_in.values("story")) | Q(pk__in=of_person.values("story"))
    ).defer("record")
    is_person = kind == "person" or (not kind and (not kinds or kinds[0].kind == "person"))
    labels = [each.label for each in kinds if kind in ("", each.kind)]
    return NamePage(
        name=name,
        label=" · ".join(labels) or wording()["kinds"]["person"],
        kinds=kinds,
        kind=kind,
        name_kind=kind or (kinds[0].kind if kinds else "person"),
        said=_spoken(own, Mention.Role.SOURCE, "said", asked),
        about=_spoken(own, Mention.Role.SUBJECT, "about", asked),
        statuses=_statuses(slug) if is_person else [],
        stories=list(stories[:MOST_STORIES]),
    )


def name_of(slug: str) -> str:
    """Return the name of this slug as it is shown, or "" where nothing public is on record."""
    for rows in (_public_mentions(), StoryPerson.objects):
        if name := rows.filter(slug=slug).aggregate(name=Max("name"))["name"]:
            return str(name)
    return ""


def _public_mentions() -> QuerySet[Mention]:
    # Asked of each mention: a list of all public statements would be as long as the newsroom.
    told = Exists(_StoryStatement.objects.filter(statement=OuterRef("statement")))
    public = Mention.objects.filter(told, statement__quoted=True)
    return public.exclude(statement__state=State.REJECTED)


def _kinds(mentions: QuerySet[Mention]) -> list[NameKind]:
    """Return the kinds of a name, that of most statements first."""
    counted = mentions.order_by().values("kind").annotate(count=Count("pk"))
    labels = wording()["kinds"]
    found = [NameKind(row["kind"], labels[row["kind"]], row["count"]) for row in counted]
    return sorted(found, key=lambda each: (-each.statements, each.kind))


def _spoken(mentions: QuerySet[Mention], role: str, named: str, asked: Mapping[str, str]) -> Spoken:
    statements = (
        Statement.objects.with_outlet()
        .filter(pk__in=mentions.filter(role=role).values("statement"))
        .order_by("-article__published_at", "article", "position", "id")
    )
    numbered = Paginator(statements, PER_PAGE).get_page(asked.get(named))
    return Spoken(named, numbered, [evidence_of(each) for each in numbered.object_list])


def _statuses(slug: str) -> list[StatusEntry]:
    """Return the person's statuses in all stories, oldest first, those without a time last."""
    told = [
        (story, status)
        for story in Story.objects.filter(people__slug=slug)
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
