"""What editors set about the site. What they leave empty comes from `onrecord.settings`."""

import hashlib

from django import forms
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from onrecord_site.identity.colours import in_the_dark, validate_colour
from onrecord_site.page_cache.shared import shared

#: Standing pages that readers look for, in the order in which the foot of each page has them.
POLICIES = ("how_it_works", "about", "ethics", "corrections", "privacy")


def language_choices() -> list[tuple[str, str]]:
    """Return the languages there are; a function, so that a new one is no change of the schema."""
    return list(settings.LANGUAGES)


class IdentityForm(WagtailAdminModelForm):
    """The form of the settings; languages are ticked, not typed."""

    languages = forms.MultipleChoiceField(
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Languages offered"),
        help_text=_(
            "Readers get the first of these that their browser asks for, and can choose another "
            "at the foot of each page. Words of reports and articles stay in their own language."
        ),
    )


def _policy_page(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=label,
    )


@register_setting(icon="home", order=1)
class Identity(BaseGenericSetting):
    """The site's name, face, languages and standing pages."""

    name = models.CharField(
        _("name"),
        max_length=80,
        blank=True,
        help_text=_("On every page, in feeds and in mails. Empty: ONRECORD_SITE_NAME."),
    )
    description = models.CharField(
        _("description"),
        max_length=160,
        blank=True,
        help_text=_("One sentence, for search engines and feed readers."),
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands in place of the name, on light and on dark ground."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text=_("Of what is in dispute, such as #7a1f1f."),
    )
    link = models.CharField(
        _("colour of links"),
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text=_("Such as #23456b. On dark ground both colours are lightened as needed."),
    )
    language = models.CharField(
        _("main language"),
        max_length=12,
        blank=True,
        choices=language_choices,
        help_text=_(
            "Of mails, and of pages for readers whose own language is not offered. "
            "Empty: the first of ONRECORD_LANGUAGES."
        ),
    )
    languages = models.JSONField(_("languages offered"), default=list, blank=True)
    how_it_works = _policy_page(_("how it works"))
    about = _policy_page(_("about"))
    ethics = _policy_page(_("ethics"))
    corrections = _policy_page(_("corrections policy"))
    privacy = _policy_page(_("privacy"))
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("Stands at the foot of every page.")
    )
    imprint = models.TextField(
        _("imprint"),
        blank=True,
        help_text=_(
            "Who publishes the site, with a postal address: at the foot of pages and mails. "
            "Empty: ONRECORD_MAIL_IMPRINT, in mails only."
        ),
    )

    base_form_class = IdentityForm
    select_related = ["logo", *POLICIES]
    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "description", "logo", "accent", "link")],
            heading=_("Face"),
        ),
        MultiFieldPanel([FieldPanel("language"), FieldPanel("languages")], heading=_("Languages")),
        MultiFieldPanel(
            [PageChooserPanel(name, "home.StandardPage") for name in POLICIES],
            heading=_("Standing pages"),
        ),
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("imprint")], heading=_("Publisher")),
    ]

    class Meta:
        verbose_name = _("the site")

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name, wherever it comes from."""
        return self.name or settings.SITE_NAME

    @property
    def mail_imprint(self) -> str:
        """Who sends the mails."""
        return self.imprint or settings.MAIL_IMPRINT

    @property
    def main_language(self) -> str:
        """The language of mails, and of readers whose own is not offered."""
        return self.language or settings.SITE_LANGUAGES[0]

    @property
    def offered_languages(self) -> list[str]:
        """The languages a reader can get, the main one first."""
        chosen = self.languages or ([] if self.language else settings.SITE_LANGUAGES)
        known = dict(settings.LANGUAGES)
        return [each for each in dict.fromkeys((self.main_language, *chosen)) if each in known]

    @property
    def policies(self) -> list[Page]:
        """The standing pages that are named and published."""
        named = (getattr(self, name) for name in POLICIES)
        return [page for page in named if page and page.live]

    @property
    def style(self) -> str:
        """The rules for the colours that were chosen; "" where none was."""
        chosen = {name: value for name in ("accent", "link") if (value := getattr(self, name))}
        if not chosen:
            return ""
        light = "".join(f"--{name}:{value};" for name, value in chosen.items())
        dark = "".join(f"--{name}:{in_the_dark(value)};" for name, value in chosen.items())
        return (
            f"@media screen{{:root{{{light}}}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        )

    @property
    def style_url(self) -> str:
        """Where the rules are, under an address that changes with them; "" without rules."""
        if not self.style:
            return ""
        digest = hashlib.sha256(self.style.encode()).hexdigest()[:12]
        return f"{reverse('site-style')}?v={digest}"


def current_identity(request: HttpRequest | None = None) -> Identity:
    """Return the settings in force; for a request they are shared, and not to be changed."""
    if request is None:
        return _read_identity()
    kept = getattr(request, "onrecord_identity", None)
    if kept is None:
        kept = request.onrecord_identity = shared("identity", _read_identity, request)
    return kept


def _read_identity() -> Identity:
    return Identity.base_queryset().first() or Identity()
