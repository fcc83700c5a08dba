"""The desk's pages: sections, the articles in them, and the people who write them."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    PageChooserPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from onrecord_site.desk.blocks import BodyBlock, check_image
from onrecord_site.desk.panels import FallenPanel
from onrecord_site.identity.menu import menu_pages
from onrecord_site.newsroom.models import Statement, Story

LINE_FEATURES = ["bold", "italic", "link"]


def _image(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=label,
    )


class SectionPage(Page):
    """A section of the site, such as "Courts"; the articles in it stand below it."""

    introduction = RichTextField(_("introduction"), blank=True, features=LINE_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["desk.ArticlePage"]
    show_in_menus_default = True
    page_description = _("Holds articles. Stands in the menu once it is published.")

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the section's articles."""
        from onrecord_site.desk.listings import numbered_cards

        articles = ArticlePage.objects.child_of(self)
        return super().get_context(request, *args, **kwargs) | numbered_cards(articles, request)


class AuthorsPage(Page):
    """Everybody who writes here."""

    introduction = RichTextField(_("introduction"), blank=True, features=LINE_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["desk.AuthorPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of authors")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the authors, by name."""
        from onrecord_site.desk.listings import author_cards

        authors = AuthorPage.objects.live().public().order_by("title")
        return super().get_context(request, *args, **kwargs) | {"authors": author_cards(authors)}


class AuthorPage(Page):
    """Somebody who writes here; the title is the name."""

    beat = models.CharField(
        _("beat"), max_length=120, blank=True, help_text=_("Such as: courts and prisons.")
    )
    bio = RichTextField(_("about"), blank=True, features=LINE_FEATURES)
    photo = _image(_("photo"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("beat"),
        FieldPanel("bio"),
        FieldPanel("photo"),
        InlinePanel("links", label=_("Link"), heading=_("Elsewhere")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("bio"), index.SearchField("beat")]
    parent_page_types = ["desk.AuthorsPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("author")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who this is and one page of their articles."""
        from onrecord_site.desk.listings import numbered_cards
        from onrecord_site.desk.metadata import metadata_of_author

        articles = ArticlePage.objects.filter(bylines__author=self)
        listed = numbered_cards(articles, request, self)
        links = list(self.links.all())
        told = metadata_of_author(listed["author"], self, [each.url for each in links])
        context = super().get_context(request, *args, **kwargs)
        return context | listed | {"links": links, "page_metadata": told}


class AuthorLink(Orderable):
    """Where else an author can be found."""

    author = ParentalKey(AuthorPage, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=60)
    url = models.URLField(_("address"), max_length=400)

    panels = [FieldPanel("label"), FieldPanel("url")]

    def __str__(self) -> str:
        return self.label


class ArticlePage(Page):
    """An article of the desk's own. The section it stands in is its parent."""

    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        help_text=_("Two or three sentences that tell the whole of it."),
    )
    image = _image(_("image"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"))
    related_story = models.ForeignKey(
        Story,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("story"),
        help_text=_("The story this article is about."),
    )

    content_panels = [
        FallenPanel(),
        *Page.content_panels,
        FieldPanel("standfirst", widget=forms.Textarea(attrs={"rows": 3})),
        InlinePanel(
            "bylines", label=_("Author"), heading=_("Written by"), min_num=1,
            panels=[PageChooserPanel("author", "desk.AuthorPage")],
        ),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("caption")], heading=_("Image on top")),
        FieldPanel("body"),
        MultipleChooserPanel(
            "supports", chooser_field_name="statement", label=_("Statement"),
            heading=_("What it rests on"),
            help_text=_("Statements on record. They stand beside the text, with their words."),
        ),
        FieldPanel("related_story"),
        InlinePanel(
            "corrections", label=_("correction"), heading=_("Corrections"),
            help_text=_("Stand on top of the article and stay. What was wrong is named."),
        ),
    ]  # fmt: skip
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]
    parent_page_types = ["desk.SectionPage"]
    subpage_types = []
    page_description = _("An article of the desk's own.")

    class Meta:
        verbose_name = _("article")

    def clean(self) -> None:
        """Refuse an image that does not say what it shows and whose it is."""
        super().clean()
        try:
            check_image(self.image)
        except forms.ValidationError as error:
            raise forms.ValidationError({"image": error}) from error

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the article as it is shown."""
        from onrecord_site.desk.article_pages import build_article
        from onrecord_site.desk.beside import picks_beside
        from onrecord_site.desk.listings import is_restricted
        from onrecord_site.desk.metadata import metadata_of_article

        # Most sections stand in the menu, which every page asks for anyway.
        section = (
            next((page for page in menu_pages(request) if self.is_descendant_of(page)), None)
            or self.get_parent()
        )
        article = build_article(self)
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "section": section,
            "article": article,
            "page_metadata": metadata_of_article(self, section, article),
            "picks": picks_beside(self, section, request),
            "takes_comments": self.live and not is_restricted(self, request),
        }


class Byline(Orderable):
    """That somebody wrote an article. An author of articles cannot be deleted."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        AuthorPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=("article", "author"), name="one_byline_an_author")
        ]

    def __str__(self) -> str:
        return str(self.author)


class Support(Orderable):
    """A statement on record that an article rests on.

    Statements go when the words they stand on go from their page. What is left is an empty
    place, which is told to the desk.
    """

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="supports")
    statement = models.ForeignKey(
        Statement, null=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("statement"),
    )  # fmt: skip

    panels = [FieldPanel("statement")]

    def __str__(self) -> str:
        return str(self.statement)


class Correction(Orderable):
    """What an article had wrong, and what is right."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField(_("corrected at"), default=timezone.now)
    wrong = models.TextField(_("what was wrong"), max_length=600)
    right = models.TextField(_("what is right"), max_length=600)

    panels = [
        FieldPanel("at"),
        FieldPanel("wrong", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("right", widget=forms.Textarea(attrs={"rows": 2})),
    ]

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.right
