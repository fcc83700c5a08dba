"""What a page says of itself in its head, made for each kind of page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, tell_changes, whole
from onrecord_site.metadata import schema_org
from onrecord_site.metadata.schema_org import Part, part
from onrecord_site.newsroom.models import Article, Story
from onrecord_site.stories.evidence import Evidence, original_url
from onrecord_site.stories.story_pages import StoryPage

#: Of one story at most so many statements, reports and people are told in its head; the rest are
#: on the page, and in the API.
MOST_PARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """The metadata of one page.

    `path` is its one address on this site. `kind` is Open Graph's: ``website``, ``article`` or
    ``profile``. `image` is a whole address. `languages` are the addresses of the same page in
    other languages, by BCP 47 tag. `parts` are things of schema.org that the page is about.
    """

    title: str
    description: str = ""
    path: str = ""
    kind: str = "website"
    image: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Part] = ()


def front_metadata(title: str, description: str = "") -> PageMetadata:
    """Return the metadata of the front page, whose title is the name of the site."""
    return PageMetadata(
        title=title, description=description, path="/", parts=(schema_org.web_site(title),)
    )


def story_metadata(row: Story, page: StoryPage, changes: Sequence[ToldChange] = ()) -> PageMetadata:
    """Return the metadata of a story: an article that is based on the reports of others.

    With changes to tell it is live coverage too.
    """
    summary = " ".join(line.text for line in page.summary)
    path = row.get_absolute_url()
    live = {
        "coverageStartTime": row.first_at,
        "coverageEndTime": row.last_at,
        "liveBlogUpdate": [_update(change) for change in changes],
    }
    article = part(
        ["NewsArticle", "LiveBlogPosting"] if changes else "NewsArticle",
        at_id=whole(f"{path}#story"),
        url=whole(path),
        mainEntityOfPage=whole(path),
        headline=page.headline,
        description=summary,
        datePublished=row.first_at,
        dateModified=max((each.at for each in changes), default=row.last_at),
        isAccessibleForFree=True,
        author=schema_org.publisher_reference(),
        publisher=schema_org.publisher_reference(),
        about=[_person(person.name, person.slug) for person in page.people[:MOST_PARTS]],
        isBasedOn=_reports(row, page),
        hasPart=_statements(page),
        **(live if changes else {}),
    )
    return PageMetadata(
        title=page.headline,
        description=summary,
        path=path,
        kind="article",
        published_at=row.first_at,
        updated_at=row.last_at,
        parts=(article, schema_org.breadcrumb((page.headline, path))),
    )


def live_changes(row: Story) -> list[ToldChange]:
    """Return the newest points of a story and those that stand differently, after two queries."""
    kinds = (Change.Kind.POINT, Change.Kind.AGREEMENT)
    return tell_changes(row.changes.filter(kind__in=kinds)[:MOST_PARTS])


def report_metadata(row: Article, statements: Iterable[Evidence]) -> PageMetadata:
    """Return the metadata of a report's page: words of it, with the report where they stand."""
    path = row.get_absolute_url()
    quoted = [each for each in statements if each.is_quoted]
    page = part(
        "WebPage",
        at_id=whole(path),
        url=whole(path),
        name=str(row),
        about=schema_org.outlet_report(row),
        isBasedOn=original_url(row.url),
        hasPart=[schema_org.statement(each) for each in quoted[:MOST_PARTS]],
        publisher=schema_org.publisher_reference(),
    )
    return PageMetadata(
        title=str(row),
        description=_("The words of this report that are on record, and where to read it."),
        path=path,
        parts=(page, schema_org.breadcrumb((str(row), path))),
    )


def name_metadata(
    name: str, slug: str, kind: str = "person", statements: Iterable[Evidence] = ()
) -> PageMetadata:
    """Return the metadata of a name's page.

    Args:
        name: As it is shown.
        slug: Its part of the address.
        kind: Of the record: ``person``, ``organisation``, ``country`` or ``group``.
        statements: What it says; those that may be quoted are told.
    """
    path = reverse("name", args=[slug])
    kind_of = schema_org.NAME_TYPES.get(kind, "Thing")
    said = (schema_org.statement(each) for each in statements if each.is_quoted)
    page = part(
        "ProfilePage" if kind_of in ("Person", "Organization") else "WebPage",
        at_id=whole(path),
        url=whole(path),
        name=name,
        mainEntity=part(kind_of, at_id=whole(f"{path}#name"), name=name, url=whole(path)),
        hasPart=list(islice(said, MOST_PARTS)),
        publisher=schema_org.publisher_reference(),
    )
    trail = schema_org.breadcrumb((_("People"), reverse("names")), (name, path))
    return PageMetadata(
        title=name,
        description=_("Everything on record by and about %(name)s.") % {"name": name},
        path=path,
        kind="profile",
        parts=(page, trail),
    )


def article_metadata(
    about: PageMetadata,
    authors: Sequence[tuple[str, str]],
    corrections: Sequence[tuple[str, datetime | None]] = (),
    **properties: Any,
) -> PageMetadata:
    """Return the metadata of an article of the newsroom's own.

    Args:
        about: Title, description, path, image and times; its parts are kept.
        authors: The name of each, and the path of their page, which may be "".
        corrections: What was wrong, and when it was put right.
        **properties: Further properties of a ``NewsArticle``.
    """
    article = part(
        "NewsArticle",
        at_id=whole(f"{about.path}#article"),
        url=whole(about.path),
        mainEntityOfPage=whole(about.path),
        headline=about.title,
        description=about.description,
        image=about.image,
        datePublished=about.published_at,
        dateModified=about.updated_at,
        author=[
            part("Person", name=name, url=whole(path) if path else "") for name, path in authors
        ],
        publisher=schema_org.publisher_reference(),
        isAccessibleForFree=True,
        correction=[schema_org.correction(text, at) for text, at in corrections],
        **properties,
    )
    return PageMetadata(
        title=about.title,
        description=about.description,
        path=about.path,
        kind="article",
        image=about.image,
        published_at=about.published_at,
        updated_at=about.updated_at,
        languages=about.languages,
        parts=(article, *about.parts),
    )


def _update(change: ToldChange) -> Part:
    return part(
        "BlogPosting",
        headline=change.label,
        url=change.url,
        datePublished=change.at,
        author=schema_org.publisher_reference(),
    )


def _person(name: str, slug: str) -> Part:
    return part("Person", name=name, url=whole(reverse("name", args=[slug])) if slug else "")


def _reports(row: Story, page: StoryPage) -> list[Part]:
    """The reports, with the corrections that their outlets speak of themselves."""
    corrected: dict[str, list[Part]] = {}
    for revision in row.record.get("revisions", ()):
        if any(each["acknowledged"] for each in revision["corrections"]):
            text = _("The outlet corrected this report.")
            told = part("CorrectionComment", text=text, datePublished=revision["at"])
            corrected.setdefault(revision["article"], []).append(told)
    return [
        schema_org.outlet_report(line.article, corrected.get(line.article.id, ()))
        for line in page.reports[:MOST_PARTS]
    ]


def _statements(page: StoryPage) -> list[Part]:
    """Statements that may be quoted, those in dispute first, each once."""
    shown = (
        shown.evidence
        for group in page.groups
        for point in group.points
        for side in point.sides
        for shown in side.shown
    )
    quoted = {each.id: each for each in shown if each.is_quoted}
    return [schema_org.statement(each) for each in islice(quoted.values(), MOST_PARTS)]
