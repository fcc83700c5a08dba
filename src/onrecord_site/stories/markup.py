"""Statements as markup: the one way to show them, on every page.

It is written in Python and not as templates because a story's page shows hundreds of them, and a
template takes ten times as long for each.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onrecord_site.stories.evidence import Evidence
from onrecord_site.stories.showing import Shown

#: Beside a statement that no editor has looked at, where a note on the page says what it means.
_CIRCLE = '&nbsp;<span class="circle" aria-hidden="true">○</span>'
#: Signs of a version that are shown of it.
_VERSION_CHARS = 7


class _Labels(NamedTuple):
    """The site's own words beside statements, in one language."""

    new: str
    printed_by: str
    copies: str
    above: str
    circle: str
    withheld: str
    elsewhere: str
    version: str
    original: str
    on_record: str
    link: str


def statement(shown: Shown) -> SafeString:
    """Return a statement that opens its words in place, or leads to where they stood earlier."""
    evidence, labels = shown.evidence, _labels_now()
    line = _line(shown, labels)
    if shown.opens:
        form = "" if evidence.is_narration else evidence.form[:1].upper() + evidence.form[1:]
        words_below = _figure(evidence, labels, shown.anchor, begins_with=form)
        markup = f'<details class="statement"><summary>{line}</summary>{words_below}</details>'
    else:
        back = f'<a href="#{escape(evidence.anchor)}" aria-label="{labels.above}">↑</a>'
        markup = f'<p class="statement again">{back}{line}</p>'
    return mark_safe(markup)  # noqa: S308 - whatever is not markup was escaped


def words(
    evidence: Evidence, anchor: str = "", *, also_in: Sequence[str] = (), on_report: bool = False
) -> SafeString:
    """Return the words behind a statement, with who says them and where to check.

    Args:
        evidence: The statement.
        anchor: What its place on the page is called; may be empty.
        also_in: Outlets that print the same words as a copy.
        on_report: Whether the page is that of its report.
    """
    labels = _labels_now()
    form = f", {escape(evidence.form)}" if evidence.form and not evidence.is_narration else ""
    unreviewed = "" if evidence.is_reviewed else labels.circle
    copies = f", {labels.copies % {'outlets': _listed(also_in)}}" if also_in else ""
    caption = f"<figcaption>{escape(evidence.attribution)}{form}{unreviewed}{copies}</figcaption>\n"
    markup = _figure(evidence, labels, anchor, caption=caption, on_report=on_report)
    return mark_safe(markup)  # noqa: S308 - whatever is not markup was escaped


def moment(at: datetime) -> SafeString:
    """Return day and time as ``|date:"DATETIME_FORMAT"`` does, put into words once."""
    return _moment(at, _language_now())


def _line(shown: Shown, labels: _Labels) -> str:
    """Return what a statement says, who says it, and how surely."""
    evidence, said = shown.evidence, f'<span class="withheld">{labels.elsewhere}</span>'
    if evidence.is_quoted:
        content = escape(evidence.content)
        content = f"“{content}”" if evidence.wants_marks else content
        language = "" if evidence.language == "en" else _language(evidence)
        said = f'<span class="content"{language}>{content}</span>'
        if evidence.caution:
            said = f'<span class="caution">{escape(evidence.caution)}</span> {said}'
    new = f' <span class="new">{labels.new}</span>' if shown.is_new else ""
    copies = f" · {labels.printed_by} {_listed(shown.also_in)}" if shown.also_in else ""
    unreviewed = "" if evidence.is_reviewed else _CIRCLE
    by = f"{escape(evidence.by)}{copies}{unreviewed}"
    return f'{said}{new}\n<span class="by">{by}</span>'


def _figure(
    evidence: Evidence,
    labels: _Labels,
    anchor: str,
    *,
    caption: str = "",
    begins_with: str = "",
    on_report: bool = False,
) -> str:
    """Return the words with their source; `begins_with` stands before the source."""
    place = f' id="{escape(anchor)}"' if anchor else ""
    if evidence.is_quoted:
        pieces = "".join(map(_piece, evidence.words))
        said = f"<blockquote{_language(evidence)}><p>{pieces}</p></blockquote>"
    else:
        said = f'<p class="withheld">{labels.withheld}</p>'
    first = [escape(begins_with)] if begins_with else []
    source = " · ".join([*first, *_source(evidence, labels, anchor, on_report=on_report)])
    return (
        f'<figure class="words"{place}>\n{caption}{said}\n<p class="meta">{source}</p>\n</figure>\n'
    )


def _piece(piece: tuple[str, bool]) -> str:
    text, marked = piece
    return f"<mark>{escape(text)}</mark>" if marked else escape(text)


def _source(
    evidence: Evidence, labels: _Labels, anchor: str, *, on_report: bool
) -> Iterator[str]:  # fmt: skip
    outlet, version = escape(evidence.outlet), escape(evidence.version[:_VERSION_CHARS])
    at = f", {moment(evidence.published_at)} UTC" if evidence.published_at else ""
    yield f"{outlet}{at}{f', {labels.version}&nbsp;{version}' if version else ''}"
    if evidence.original_url:
        label = labels.original % {"outlet": outlet}
        yield f'<a href="{escape(evidence.original_url)}" rel="external">{label}</a>'
    if not on_report:
        place = escape(f"{evidence.report_url}#{evidence.anchor}")
        yield f'<a href="{place}">{labels.on_record}</a>'
    elif anchor:
        yield f'<a href="#{escape(anchor)}">{labels.link}</a>'


def _language(evidence: Evidence) -> str:
    if not evidence.language:
        return ""
    return f' lang="{escape(evidence.language)}" dir="{escape(evidence.direction)}"'


def _listed(outlets: Sequence[str]) -> str:
    return escape(", ".join(outlets))


def _language_now() -> str:
    return get_language() or ""


@lru_cache(maxsize=10_000)
def _moment(at: datetime, language: str) -> SafeString:  # noqa: ARG001 - it is written in it
    return mark_safe(escape(date_format(localtime(at), "DATETIME_FORMAT")))  # noqa: S308


def _labels_now() -> _Labels:
    return _labels(_language_now())


@lru_cache
def _labels(language: str) -> _Labels:  # noqa: ARG001 - they are in it
    title, unreviewed = _("Not reviewed by an editor"), _("not reviewed")
    return _Labels(
        new=_("New"),
        printed_by=_("printed also by"),
        copies=_("printed also by %(outlets)s"),
        above=_("The words behind this, above"),
        circle=(
            f'&nbsp;<span class="circle" title="{title}"><span aria-hidden="true">○</span>'
            f'<span class="hidden">, {unreviewed}</span></span>'
        ),
        withheld=_(
            "The share of this report that may be quoted is used up. The words stand at the outlet."
        ),
        elsewhere=_("In words that are read at the outlet"),
        version=_("version"),
        original=_("these words at %(outlet)s"),
        on_record=_("on record from this report"),
        link=_("link to this statement"),
    )
