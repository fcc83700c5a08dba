"""A statement as readers meet it: the words, who says them, how surely, and where to check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from onrecord_site.newsroom.models import Statement
from onrecord_site.newsroom.names import name_slug
from onrecord_site.newsroom.rows import NAMED_KINDS
from onrecord_site.stories.wording import attribution, direction, wording

#: A longer quotation is found on the outlet's page by its first and last words.
WHOLE_FRAGMENT_CHARS = 90
FRAGMENT_WORDS = 6
QUOTATION_MARKS = ("“", "”", '"', "«", "»", "„", "‘", "’", "'")
WEB_SCHEMES = ("http://", "https://")


class Piece(NamedTuple):
    """Part of the shown words; `marked` ones are the content of the statement."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement, ready for the page. `words` is empty where it may not be quoted."""

    id: str
    anchor: str
    content: str
    words: tuple[Piece, ...]
    attribution: str
    certainty: str
    caution: str
    form: str
    source_name: str
    source_kind: str
    source_url: str
    is_narration: bool
    is_quotation: bool
    is_reviewed: bool
    article_id: str
    outlet: str
    report_url: str
    original_url: str
    published_at: datetime | None
    version: str
    language: str
    direction: str

    @property
    def wants_marks(self) -> bool:
        """Whether these are spoken words that come without their quotation marks."""
        return self.is_quotation and not self.content.startswith(QUOTATION_MARKS)

    @property
    def by(self) -> str:
        """Who says it, how surely, and in which outlet, which is named once."""
        return f"{self.attribution} · {self.outlet}" if self.source_name else self.attribution

    @property
    def is_quoted(self) -> bool:
        """Whether the words may be shown here."""
        return bool(self.words)


def evidence_of(row: Statement) -> Evidence:
    """Return what readers are shown of a statement; its article must be fetched along."""
    article = row.article
    outlet = article.publisher or _("an outlet not named")
    table = wording()
    words = tuple(_pieces(row)) if row.quoted else ()
    return Evidence(
        id=row.id,
        anchor=f"s-{row.slug}",
        content=row.content if words else "",
        words=words,
        attribution=attribution(row.certainty, row.source_name, outlet, row.form),
        certainty=table["certainty"][row.certainty],
        caution=table["caution"].get(row.certainty, ""),
        form=table["form"][row.form],
        source_name=row.source_name,
        source_kind=row.source_kind,
        source_url=_source_url(row.source_name, row.source_kind),
        is_narration=row.form == "narration",
        is_quotation=row.form == "quotation",
        is_reviewed=row.state == "accepted",
        article_id=article.id,
        outlet=outlet,
        report_url=_report_url(article.slug),
        original_url=original_url(article.url, row.evidence),
        published_at=article.published_at,
        version=article.version,
        language=article.language,
        direction=direction(article.language),
    )


def original_url(url: str, words: str = "") -> str:
    """Return the outlet's address, with a fragment that leads to `words` on the page.

    The fragment is a text directive (WICG Scroll to Text Fragment), which browsers that do not
    know it ignore. An address that is not of the web gives "".
    """
    if not url.lower().startswith(WEB_SCHEMES):
        return ""
    parts = words.split()
    if not parts:
        return url
    page, plain = url.split("#", 1)[0], " ".join(parts)
    if len(plain) <= WHOLE_FRAGMENT_CHARS or len(parts) < 2 * FRAGMENT_WORDS:
        return f"{page}#:~:text={_escape(plain)}"
    start, end = " ".join(parts[:FRAGMENT_WORDS]), " ".join(parts[-FRAGMENT_WORDS:])
    return f"{page}#:~:text={_escape(start)},{_escape(end)}"


def _escape(words: str) -> str:
    """Percent-encode; a dash stands for prefix and suffix in a text directive."""
    return quote(words, safe="").replace("-", "%2D")


@lru_cache(maxsize=10_000)
def _report_url(slug: str) -> str:
    return reverse("report", args=[slug])


@lru_cache(maxsize=10_000)
def _source_url(name: str, kind: str) -> str:
    slug = name_slug(name)
    return reverse("name", args=[slug]) if slug and kind in NAMED_KINDS else ""


def _pieces(row: Statement) -> Iterable[Piece]:
    """Cut the shown words where the content begins and ends."""
    text, at = row.evidence, 0
    for start, end in _merged(row.record["content"]["spans"], row.evidence_start):
        if at < start:
            yield Piece(text[at:start], marked=False)
        yield Piece(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], marked=False)


def _merged(spans: Iterable[Sequence[int]], offset: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((start - offset, end - offset) for start, end in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
