"""Articles and authors as lists show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import PageQuerySet

from onrecord_site.desk.models import ArticlePage, AuthorPage, Byline
from onrecord_site.desk.pictures import IN_LIST, OF_FACE, Picture, pictures

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
    slug: str
    url: str
    beat: str
    bio: str
    photo: Picture | None


def newest(articles: PageQuerySet) -> PageQuerySet:
    """Leave out what readers cannot open, and put the newest first."""
    return articles.live().public().order_by("-first_published_at", "-pk")


def numbered_cards(articles: PageQuerySet, request: HttpRequest) -> dict[str, Any]:
    """Return the context of a list: the page of it that was asked for, and its cards."""
    numbered = Paginator(newest(articles), ARTICLES_PER_PAGE).get_page(request.GET.get("page"))
    return {"numbered": numbered, "cards": article_cards(list(numbered.object_list))}


def article_cards(articles: Sequence[ArticlePage]) -> list[ArticleCard]:
    """Return a card for each article, after three queries for all of them."""
    names: dict[int, list[str]] = {}
    written = Byline.objects.filter(article__in=[each.pk for each in articles])
    for article, name in written.order_by("sort_order").values_list("article", "author__title"):
        names.setdefault(article, []).append(name)
    images = pictures((each.image_id for each in articles), IN_LIST)
    return [
        ArticleCard(
            title=each.title,
            url=each.get_url() or "",
            standfirst=each.standfirst,
            authors=names.get(each.pk, []),
            picture=images.get(each.image_id),
            published_at=each.first_published_at,
        )
        for each in articles
    ]


def author_cards(authors: Iterable[AuthorPage]) -> list[AuthorCard]:
    """Return a card for each author, after two queries for all of their photos."""
    authors = list(authors)
    photos = pictures((each.photo_id for each in authors), OF_FACE)
    return [
        AuthorCard(
            name=each.title,
            slug=each.slug,
            url=(each.get_url() or "") if each.live else "",
            beat=each.beat,
            bio=each.bio,
            photo=photos.get(each.photo_id),
        )
        for each in authors
    ]
