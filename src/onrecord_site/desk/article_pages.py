"""An article as readers meet it: its text, and the statements it rests on as they stand now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from onrecord_site.desk.listings import AuthorCard, author_card
from onrecord_site.desk.models import ArticlePage, Correction
from onrecord_site.desk.pictures import IN_TEXT, OF_FACE, Picture, Wanted, pictures
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.stories.evidence import Evidence, evidence_of

#: Publishing twice within this time is one publication, not an update.
AT_ONCE = timedelta(minutes=10)
#: Stands between texts that are expanded together; no form lets it into a text.
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the body. What is filled depends on `kind`, the name of the block."""

    kind: str
    html: SafeString | str = ""
    text: str = ""
    number: str = ""
    picture: Picture | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """One article. `dropped` counts the statements it rested on that do not stand any more."""

    parts: Sequence[Part]
    picture: Picture | None
    authors: Sequence[AuthorCard]
    corrections: Sequence[Correction]
    supports: Sequence[Evidence]
    dropped: int
    published_at: datetime | None
    updated_at: datetime | None

    @property
    def has_unreviewed(self) -> bool:
        """Whether an unreviewed statement stands on the page."""
        shown = (*self.supports, *(part.evidence for part in self.parts if part.evidence))
        return any(not each.is_reviewed for each in shown)


def build_article(page: ArticlePage) -> ShownArticle:
    """Return the article; the queries it takes do not grow with it."""
    ids = [support.statement_id for support in page.supports.all()]
    told = standing(each for each in (*ids, *body_statements(page)) if each)
    authors = [byline.author for byline in page.bylines.all().select_related("author")]
    in_text = [(each, IN_TEXT) for each in (page.image_id, *_body_images(page))]
    images = pictures([*in_text, *((each.photo_id, OF_FACE) for each in authors)])
    return ShownArticle(
        parts=_parts(page, told, images),
        picture=images.get((page.image_id, IN_TEXT)),
        authors=[author_card(each, images) for each in authors],
        corrections=sorted(page.corrections.all(), key=lambda each: each.at, reverse=True),
        supports=[told[each] for each in ids if each in told],
        dropped=ids.count(None) + len({*filter(None, ids), *body_statements(page)} - set(told)),
        published_at=page.first_published_at,
        updated_at=_updated_at(page),
    )


def standing(statement_ids: Iterator[str]) -> dict[str, Evidence]:
    """Return the statements of these ids that no editor rejected, by id."""
    rows = Statement.objects.with_outlet().named(statement_ids).exclude(state=State.REJECTED)
    return {row.pk: evidence_of(row) for row in rows}


def body_statements(page: ArticlePage) -> Iterator[str]:
    """Yield the id of each statement that the body quotes or takes a figure from."""
    for block in page.body.raw_data:
        if block["type"] in ("quotation", "figure") and block["value"].get("statement"):
            yield block["value"]["statement"]


def body_text(page: ArticlePage) -> str:
    """Return the desk's own words of the body, without markup."""
    texts = []
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] in ("paragraph", "heading"):
            texts.append(strip_tags(value))
        elif block["type"] == "figure":
            texts.append(f"{value['number']} {value['counts']}")
    return "\n".join(texts)


def _body_images(page: ArticlePage) -> Iterator[int]:
    for block in page.body.raw_data:
        if block["type"] == "image" and block["value"].get("image"):
            yield block["value"]["image"]


def _parts(
    page: ArticlePage, told: Mapping[str, Evidence], images: Mapping[Wanted, Picture]
) -> list[Part]:
    """Return what of the body stands.

    The stored form is read: its values would ask the database for each statement and image.
    """
    texts = _expanded(
        [block["value"] for block in page.body.raw_data if block["type"] == "paragraph"]
    )
    made = (
        _part(block["type"], block["value"], texts, told, images) for block in page.body.raw_data
    )
    return [part for part in made if part]


def _part(
    kind: str,
    value: Any,
    texts: Iterator[SafeString],
    told: Mapping[str, Evidence],
    images: Mapping[Wanted, Picture],
) -> Part | None:
    if kind == "paragraph":
        return Part(kind, html=next(texts))
    if kind == "heading":
        return Part(kind, text=value)
    if kind == "image":
        picture = images.get((value["image"], IN_TEXT))
        return Part(kind, text=value.get("caption", ""), picture=picture) if picture else None
    statement = value.get("statement")
    evidence = told.get(statement or "")
    if kind == "figure":
        if statement and not evidence:
            return None
        return Part(kind, number=value["number"], text=value["counts"], evidence=evidence)
    return Part(kind, evidence=evidence) if evidence else None


def _expanded(texts: Sequence[str]) -> Iterator[SafeString]:
    """Yield rich texts with the addresses of their links, looked up for all of them at once."""
    whole = expand_db_html(_BETWEEN.join(text.replace(_BETWEEN, "") for text in texts))
    # Wagtail's editor lets through what its features name, and nothing else.
    return (mark_safe(text) for text in whole.split(_BETWEEN))  # noqa: S308


def _updated_at(page: ArticlePage) -> datetime | None:
    first, last = page.first_published_at, page.last_published_at
    return last if first and last and last - first > AT_ONCE else None
