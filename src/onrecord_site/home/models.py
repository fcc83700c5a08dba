"""Wagtail's pages: the front page, and standing pages such as "How it works"."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from onrecord_site.desk.listings import newest_cards
from onrecord_site.desk.models import ArticlePage, AuthorPage
from onrecord_site.stories.front_pages import STORIES_PER_PAGE, story_cards
from onrecord_site.stories.importance import RankedStories, fresh_counts
from onrecord_site.stories.today import changed_today

#: Articles of the desk on the front page.
ARTICLES_SHOWN = 3
PLAIN_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


class HomePage(Page):
    """The stories, the most important first."""

    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "desk.SectionPage", "desk.AuthorsPage"]
    max_count = 1

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find an article or an author by the whole address.

        Wagtail goes down the tree and asks twice for each step.
        """
        if len(path_components) == 2:
            url_path = f"{self.url_path}{'/'.join(path_components)}/"
            for pages in (
                ArticlePage.objects.select_related("related_story"),
                AuthorPage.objects.all(),
            ):
                if page := pages.filter(slug=path_components[1], url_path=url_path).first():
                    return page.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories; to the first one, the newest articles of the desk."""
        context = super().get_context(request, *args, **kwargs)
        fresh = fresh_counts()
        numbered = Paginator(RankedStories(fresh), STORIES_PER_PAGE).get_page(
            request.GET.get("page")
        )
        context["numbered"] = numbered
        context["cards"] = story_cards(numbered.object_list, fresh)
        is_first = numbered.number == 1
        context["changed"] = changed_today() if is_first else ()
        context["articles"] = newest_cards(ARTICLES_SHOWN) if is_first else ()
        return context


class StandardPage(Page):
    """A page of text."""

    introduction = RichTextField(blank=True, features=["bold", "italic", "link"])
    body = RichTextField(features=PLAIN_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
