"""What the desk's pages say of themselves to machines."""

from collections.abc import Iterable

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from onrecord_site.changes.tell import whole
from onrecord_site.desk.article_pages import ShownArticle
from onrecord_site.desk.listings import AuthorCard
from onrecord_site.desk.models import ArticlePage, Correction
from onrecord_site.desk.pictures import Picture
from onrecord_site.metadata.pages import PageMetadata, article_metadata
from onrecord_site.metadata.schema_org import breadcrumb, part, publisher_reference, statement


def metadata_of_article(page: ArticlePage, section: Page, article: ShownArticle) -> PageMetadata:
    """Return the metadata of an article; what it rests on is told with it."""
    path, title = page.get_url() or "", page.title
    about = PageMetadata(
        title=title,
        description=page.search_description or page.standfirst,
        path=path,
        image=_address(article.picture),
        published_at=article.published_at,
        updated_at=article.updated_at,
        parts=(breadcrumb((section.title, section.get_url() or ""), (title, path)),),
    )
    return article_metadata(
        about,
        [(each.name, each.url) for each in article.authors],
        [(_correction(each), each.at) for each in article.corrections],
        articleSection=section.title,
        hasPart=[statement(each) for each in article.supports if each.is_quoted],
    )


def metadata_of_author(author: AuthorCard, page: Page, links: Iterable[str]) -> PageMetadata:
    """Return the metadata of an author's page, which is a profile."""
    path = page.get_url() or ""
    person = part(
        "Person",
        at_id=whole(f"{path}#author"),
        name=author.name,
        url=whole(path),
        description=strip_tags(author.bio),
        knowsAbout=author.beat,
        image=_address(author.photo),
        sameAs=list(links),
        worksFor=publisher_reference(),
    )
    profile = part(
        "ProfilePage", at_id=whole(path), url=whole(path), name=author.name, mainEntity=person
    )
    return PageMetadata(
        title=author.name,
        description=strip_tags(author.bio),
        path=path,
        kind="profile",
        image=_address(author.photo),
        parts=(profile, breadcrumb((author.name, path))),
    )


def _correction(correction: Correction) -> str:
    wrong, right = _("What was wrong:"), _("What is right:")
    return f"{wrong} {correction.wrong} {right} {correction.right}"


def _address(picture: Picture | None) -> str:
    """Return the whole address of a picture's largest size."""
    return whole(picture.largest) if picture else ""
