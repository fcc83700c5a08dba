"""When an article was published and changed: declared, printed at its headline, or found."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Page
from onrecord.articles.printed_dates import (
    PrintedDate,
    dates_in,
    is_bare_date,
    is_date_line,
    is_label_of_date,
)
from onrecord.block_kinds import BlockKind

#: A printed date this many blocks from the headline or the first paragraph is the article's.
_BELOW, _ABOVE = 16, 12
#: A date this near below the headline is surely of the article under it.
_RIGHT_BELOW = 6
_MAX_LINE_CHARS, _MAX_LABEL_CHARS = 160, 30
#: A date further down is not that of an article.
_MOST_LINES = 3_000
#: Dates stand in the head of a page and around its text; htmldate is slow on what is longer.
_SEARCHED_CHARS = 1_000_000
_DATED_KINDS: frozenset[BlockKind] = frozenset({"date", "byline", "dateline", "kicker"})
_BODY: frozenset[BlockKind] = frozenset({"paragraph", "list", "blockquote", "table", "subhead"})
#: These tell of other days.
_NOT_DATED: frozenset[BlockKind] = frozenset({"headline", "standfirst", "caption", "correction"})
#: Others' articles, and what readers say of this one.
_ELSEWHERE: frozenset[BlockKind] = frozenset({"teaser", "comments"})
#: Zones part two tellings of one moment by up to a day.
_ZONES = timedelta(days=1)
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-]|$)")

# htmldate reports every page without a date as a warning of its own.
logging.getLogger("htmldate").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed, in UTC; None where it is not known."""

    published_at: datetime | None = None
    updated_at: datetime | None = None


class _Near(NamedTuple):
    """A date printed near the headline.

    `place` counts the blocks from the headline down to it; it `is_sure` if its line says nothing
    else or says what the date is of.
    """

    place: int
    date: PrintedDate
    is_sure: bool


def find_dates(
    page: Page, kinds: Sequence[BlockKind], declared: Metadata, source: str, url: str | None
) -> Dates:
    """Return the dates of an article.

    The declared publication counts, unless the page prints an earlier one at the headline:
    systems declare the day on which they took a page over, and no page prints a day before its
    own. Where nothing is declared the day in the address counts, then the printed date, then the
    first time element, then a day printed as that of a change, for want of a better one. Of HTML
    pages without any of these, htmldate looks further.

    Args:
        page: The blocks.
        kinds: One for each block.
        declared: What the markup says.
        source: The decoded page, markup included.
        url: The page's address, if it is known.
    """
    printed = list(_printed_at_headline(page, kinds))
    first = next((near.date.moment for near in printed if near.date.label != "changed"), None)
    change = next((near.date.moment for near in printed if near.date.label == "changed"), None)
    in_path = _day_of_path(url)
    if declared.published_at is not None:
        published: datetime | None = _earlier(declared.published_at, printed)
    elif in_path is not None:
        published = first if first and abs(first - in_path) <= 2 * _ZONES else in_path
    else:
        published = first or _labelled(page, kinds) or declared.time or change
    if published is None and page.marked_up:
        published = search_date(source, url)
    updated = declared.updated_at or change
    if updated is not None and published is not None and updated < published - _ZONES:
        updated = None
    return Dates(published, updated)


def _earlier(declared: datetime, printed: Sequence[_Near]) -> datetime:
    """Return a date printed right below the headline if its day is before the declared one.

    Its line must be one that dates the article: what stands there may tell of an event as well.
    """
    for near in printed:
        if near.date.label == "changed" or not 0 <= near.place <= _RIGHT_BELOW:
            continue
        is_before = near.date.moment.date() < (declared - _ZONES).date()
        return near.date.moment if is_before and near.is_sure else declared
    return declared


def _printed_at_headline(page: Page, kinds: Sequence[BlockKind]) -> Iterator[_Near]:
    """Yield the dates printed near the headline, those below it first.

    Above it a page may print today's date. Between the headline and the text any short line
    may tell the date; elsewhere it is a line that tells hardly anything else.
    """
    anchors = [index for index, kind in enumerate(kinds) if kind == "headline"]
    anchors = anchors or [i for i, kind in enumerate(kinds) if kind == "paragraph"][:1]
    if not anchors:
        return
    start = anchors[0]
    in_head = True
    for index in range(start, min(len(kinds), start + _BELOW)):
        in_head = in_head and kinds[index] not in _BODY
        if _may_be_dated(kinds[index], page.blocks[index].text, in_head=in_head):
            yield from _near(page, index, index - start)
    for index in range(start - 1, max(-1, start - _ABOVE - 1), -1):
        if kinds[index] in _DATED_KINDS:
            yield from _near(page, index, index - start)


def _near(page: Page, index: int, place: int) -> Iterator[_Near]:
    for date in _dates_of(page, index):
        yield _Near(place, date, bool(date.label) or is_bare_date(page.blocks[index].text))


def _may_be_dated(kind: BlockKind, text: str, *, in_head: bool) -> bool:
    if kind in _DATED_KINDS or (in_head and kind not in _NOT_DATED):
        return True
    if kind in _NOT_DATED or kind in _ELSEWHERE or text.endswith("."):
        return False
    return is_date_line(text) or any(date.label for date in dates_in(text))


def _labelled(page: Page, kinds: Sequence[BlockKind]) -> datetime | None:
    """Return the first date anywhere that its line says to be that of the publication."""
    for index, kind in enumerate(kinds[:_MOST_LINES]):
        if kind not in _ELSEWHERE and is_date_line(page.blocks[index].text):
            for date in _dates_of(page, index):
                if date.label == "published":
                    return date.moment
    return None


def _dates_of(page: Page, index: int) -> Iterator[PrintedDate]:
    """Yield the dates of a short line; what they are may stand in a line of its own above."""
    text = page.blocks[index].text
    if len(text) > _MAX_LINE_CHARS:
        return
    label = page.blocks[index - 1].text if index else ""
    label = label if len(label) <= _MAX_LABEL_CHARS and is_label_of_date(label) else ""
    yield from dates_in(text, label)


def _day_of_path(url: str | None) -> datetime | None:
    """Return the day that stands in the path of an address, as midnight UTC."""
    try:
        found = _DAY_IN_PATH.search(urlsplit(url or "").path)
        return datetime(*map(int, found.groups()), tzinfo=UTC) if found else None  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def search_date(html: str, url: str | None) -> datetime | None:
    """Return the day htmldate finds in the page or its address, as midnight UTC.

    It tells the first of January where it knows no more than the year of a copyright notice;
    such a day is dropped unless the page has it.
    """
    from htmldate import find_date  # few pages need it, and it takes long to load

    try:
        found = find_date(
            html[:_SEARCHED_CHARS], original_date=True, extensive_search=True, url=url
        )
    except (ValueError, TypeError, RecursionError):
        return None
    if not found or (found.endswith("-01-01") and not _has_new_year(html, found[:4])):
        return None
    return datetime.fromisoformat(found).replace(tzinfo=UTC)


def _has_new_year(html: str, year: str) -> bool:
    pattern = (
        rf"{year}[-/.]?0?1[-/.]?0?1\b|\bJan(?:uary)?\.? 1(?:st)?,? {year}"
        rf"|\b1(?:st)? Jan(?:uary)?\.?,? {year}"
    )
    return re.search(pattern, html, re.IGNORECASE) is not None
