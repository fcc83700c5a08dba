"""Parts of JSON-LD in the vocabulary of https://schema.org, as plain dictionaries.

What is not known is left out. No part says more than the page: the words of a statement that is
denied, believed or planned carry that before them, as they do on the page.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from onrecord_site.changes.tell import spoken, whole
from onrecord_site.identity.models import Identity
from onrecord_site.newsroom.models import Article
from onrecord_site.stories.evidence import Evidence, original_url

Part = dict[str, Any]

#: What a name is, by the kind of a record.
NAME_TYPES = {"person": "Person", "organisation": "Organization", "country": "Country"}


def part(kind: str | Sequence[str], **properties: object) -> Part:
    """Return a thing of this type, without the properties that are empty.

    A property that begins with "@" elsewhere begins with ``at_`` here.
    """
    kept = {
        name.replace("at_", "@") if name.startswith("at_") else name: _plain(value)
        for name, value in properties.items()
        if value not in (None, "", [], ())
    }
    return {"@type": kind, **kept}


def publisher(identity: Identity) -> Part:
    """Return who publishes this site, to stand once on each page that refers to it."""
    logo = identity.logo.file.url if identity.logo else static("site/icon.svg")
    return part(
        "NewsMediaOrganization",
        at_id=whole("/#publisher"),
        name=identity.shown_name,
        url=whole("/"),
        logo=whole(logo),
    )


def web_site(name: str) -> Part:
    """Return the site, with the way its search is asked."""
    search = part(
        "SearchAction",
        target=part("EntryPoint", urlTemplate=f"{whole('/search/')}?q={{search_term_string}}"),
    )
    search["query-input"] = "required name=search_term_string"
    return part(
        "WebSite",
        at_id=whole("/#site"),
        name=name,
        url=whole("/"),
        publisher=publisher_reference(),
        potentialAction=search,
    )


def breadcrumb(*trail: tuple[str, str]) -> Part:
    """Return the way to a page: names and addresses below the front page, in order."""
    steps = [(_("Stories"), "/"), *trail]
    return part(
        "BreadcrumbList",
        itemListElement=[
            part("ListItem", position=number, name=name, item=whole(address))
            for number, (name, address) in enumerate(steps, start=1)
        ],
    )


def outlet_report(article: Article, corrections: Iterable[Part] = ()) -> Part:
    """Return the report of an outlet, at its own address where it has one."""
    address = original_url(article.url)
    return part(
        "NewsArticle",
        at_id=address or whole(article.get_absolute_url()),
        url=address,
        headline=article.headline,
        publisher=part("Organization", name=article.publisher) if article.publisher else None,
        datePublished=article.published_at,
        dateModified=article.updated_at,
        inLanguage=article.language,
        correction=list(corrections),
    )


def correction(text: str, at: datetime | None) -> Part:
    """Return what was wrong in an article, said by who publishes it."""
    return part("CorrectionComment", text=text, datePublished=at)


def statement(evidence: Evidence) -> Part:
    """Return a statement that may be quoted: a quotation, or a claim in somebody's voice."""
    report = _report_address(evidence) or whole(evidence.report_url)
    shared = {
        "at_id": whole(f"{evidence.report_url}#{evidence.anchor}"),
        "text": " ".join(filter(None, (evidence.caution, spoken(evidence)))),
        "description": evidence.attribution,
        "inLanguage": evidence.language,
    }
    speaker = _speaker(evidence)
    if evidence.is_quotation:
        return part("Quotation", creator=speaker, isPartOf=_reference(report), **shared)
    return part("Claim", author=speaker, appearance=_reference(report), **shared)


def _report_address(evidence: Evidence) -> str:
    """Return the outlet's address of the report, without the fragment that leads to the words."""
    return evidence.original_url.split("#")[0]


def _speaker(evidence: Evidence) -> Part | None:
    """Return who says it, where the vocabulary has an author of that type."""
    kind = NAME_TYPES.get(evidence.source_kind)
    if kind not in ("Person", "Organization"):
        return None
    address = whole(evidence.source_url) if evidence.source_url else ""
    return part(kind, name=evidence.source_name, url=address)


def publisher_reference() -> Part:
    """Return a reference to who publishes this site."""
    return {"@id": whole("/#publisher")}


def _reference(address: str) -> Part:
    return {"@type": "NewsArticle", "@id": address}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
