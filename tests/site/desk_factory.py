"""Sections, authors and articles of the desk, over the flood of `records_factory`."""

import json
from datetime import UTC, datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onrecord_site.desk.models import (
    ArticlePage,
    AuthorPage,
    AuthorsPage,
    Byline,
    Correction,
    SectionPage,
    Support,
)
from onrecord_site.home.models import HomePage
from onrecord_site.images.models import CreditedImage
from onrecord_site.newsroom.models import Story

DAM = "valley-s2"
FOUND = "coast-s3"


def picture_bytes(size=(1600, 900), kind="JPEG", **given) -> bytes:
    written = BytesIO()
    image = Image.new("RGB", size, (44, 70, 96))
    image.paste((176, 158, 120), (0, size[1] * 2 // 3, size[0], size[1]))
    image.save(written, kind, **given)
    return written.getvalue()


def make_image(title="The dam", *, description="A dam under a grey sky", credit="Ada / Courier"):
    file = SimpleUploadedFile(f"{title}.jpg", picture_bytes(), "image/jpeg")
    return CreditedImage.objects.create(
        title=title, file=file, description=description, credit=credit
    )


def make_section(title="Rivers") -> SectionPage:
    home = HomePage.objects.get()
    return home.add_child(
        instance=SectionPage(
            title=title, introduction="<p>What the water does.</p>", show_in_menus=True
        )
    )


def make_author(name="Noor Haddad", *, with_photo=False) -> AuthorPage:
    author = AuthorPage(
        title=name,
        beat="Rivers and dams",
        bio="<p>Reports from the valley since 2019.</p>",
        photo=make_image(f"{name} at work") if with_photo else None,
    )
    return AuthorsPage.objects.get().add_child(instance=author)


def make_desk_article(
    section=None, author=None, *, title="Who counted the families", body=None, **fields
) -> ArticlePage:
    """An article that is published. `supports` and `corrections` are given as plain values."""
    section = section or SectionPage.objects.first() or make_section()
    author = author or AuthorPage.objects.first() or make_author()
    supports = fields.pop("supports", (DAM, FOUND))
    corrections = fields.pop("corrections", ())
    page = ArticlePage(
        title=title,
        standfirst="Two outlets give two numbers. Neither says who counted, and how.",
        body=body or default_body(),
        related_story=Story.objects.first(),
        first_published_at=datetime(2025, 9, 11, 9, 0, tzinfo=UTC),
        **fields,
    )
    page.bylines = [Byline(author=author)]
    page.supports = [Support(statement_id=each, sort_order=n) for n, each in enumerate(supports)]
    page.corrections = [
        Correction(wrong=wrong, right=right, at=datetime(2025, 9, 12, 7, 0, tzinfo=UTC))
        for wrong, right in corrections
    ]
    page.live = False
    section.add_child(instance=page)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def default_body() -> str:
    counted = "families left the Orlen valley"
    return raw_body(
        ("paragraph", "<p>The first number came from the <b>valley</b>.</p>"),
        ("heading", "What the minister says"),
        ("quotation", {"statement": DAM}),
        ("figure", {"number": "52", "counts": counted, "statement": "coast-s1"}),
        ("paragraph", "<p>Nobody has published a list.</p>"),
    )


def raw_body(*blocks: tuple[str, object]) -> str:
    """A body as it is stored."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])
