"""Articles and authors as lists show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from onrecord_site.desk.models import ArticlePage, AuthorPage, Byline
from onrecord_site.desk.pictures import IN_LIST, OF_FACE, Picture, Wanted, pictures
from onrecord_site.page_cache.shared import shared

ARTICLES_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """One article in a list."""

    title: str
    url: str
    standfirst: str
    authors: Sequence[str]
    picture: Picture | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """One author, in a list or in the box below an article."""

    name: str
    url: str
    beat: str
    bio: str
    photo: Picture | None


def newest(articles: PageQuerySet) -> PageQuerySet:
    """Leave out what readers cannot open, and put the newest first.

    Wagtail's own ``public()`` asks the database for all restrictions beforehand, each time.
    """
    above = Substr(OuterRef("path"), 1, Length("page__path"))
    restricted = PageViewRestriction.objects.filter(page__path=above)
    return articles.live().exclude(Exists(restricted)).order_by("-first_published_at", "-pk")


def is_restricted(page: Page, request: HttpRequest) -> bool:
    """Whether not everybody may open a page; the restrictions of the site are shared."""
    paths = shared("restricted", _restricted_paths, request)
    return any(page.path.startswith(path) for path in paths)


def _restricted_paths() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def numbered_cards(
    articles: PageQuerySet, request: HttpRequest, author: AuthorPage | None = None
) -> dict[str, Any]:
    """Return the context of a list: the page of it that was asked for, and its cards.

    With `author`, that author's card too.
    """
    numbered = Paginator(newest(articles), ARTICLES_PER_PAGE).get_page(request.GET.get("page"))
    rows = list(numbered.object_list)
    photo = [(author.photo_id, OF_FACE)] if author else []
    images = pictures([*photo, *((each.image_id, IN_LIST) for each in rows)])
    context = {"numbered": numbered, "cards": article_cards(rows, images)}
    return context | {"author": author_card(author, images)} if author else context


def newest_cards(most: int) -> list[ArticleCard]:
    """Return the cards of the newest articles of all sections."""
    rows = list(newest(ArticlePage.objects.all())[:most])
    return article_cards(rows, pictures((each.image_id, IN_LIST) for each in rows))


def author_cards(authors: Iterable[AuthorPage]) -> list[AuthorCard]:
    """Return a card for each author, after two queries for all of their photos."""
    authors = list(authors)
    photos = pictures((each.photo_id, OF_FACE) for each in authors)
    return [author_card(each, photos) for each in authors]


def author_card(author: AuthorPage, images: Mapping[Wanted, Picture]) -> AuthorCard:
    """Return the card of an author whose photo is among `images`."""
    return AuthorCard(
        name=author.title,
        url=(author.get_url() or "") if author.live else "",
        beat=author.beat,
        bio=author.bio,
        photo=images.get((author.photo_id, OF_FACE)),
    )


def article_cards(
    articles: Sequence[ArticlePage], images: Mapping[Wanted, Picture]
) -> list[ArticleCard]:
    """Return the card of each article, with its picture if that is among `images`."""
    names: dict[int, list[str]] = {}
    written = Byline.objects.filter(article__in=[each.pk for each in articles])
    for article, name in written.order_by("sort_order").values_list("article", "author__title"):
        names.setdefault(article, []).append(name)
    return [
        ArticleCard(
            title=each.title,
            url=each.get_url() or "",
            standfirst=each.standfirst,
            authors=names.get(each.pk, []),
            picture=images.get((each.image_id, IN_LIST)),
            published_at=each.first_published_at,
        )
        for each in articles
    ]
