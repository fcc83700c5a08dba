"""When an article was published: declared, else printed beside its headline, else found."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from htmldate import find_date

from onrecord.articles.page import Page
from onrecord.articles.printed_dates import parse_printed
from onrecord.records import BlockKind

#: A printed date this many blocks from the headline or the first paragraph is the article's.
_NEAR_BLOCKS = 12
#: Dates stand in the head of a page and around its text; htmldate is slow on what is longer.
_SEARCHED_CHARS = 1_000_000
_DATED_KINDS: frozenset[BlockKind] = frozenset({"date", "byline", "dateline", "kicker"})

# htmldate reports every page without a date as a warning of its own.
logging.getLogger("htmldate").setLevel(logging.ERROR)


def find_printed_date(page: Page, kinds: Sequence[BlockKind]) -> datetime | None:
    """Return the first date printed near the headline, in a byline or on a line of its own."""
    anchors = [index for index, kind in enumerate(kinds) if kind == "headline"]
    anchors = anchors or [i for i, kind in enumerate(kinds) if kind == "paragraph"][:1]
    if not anchors:
        return None
    near = range(max(0, anchors[0] - _NEAR_BLOCKS), anchors[0] + _NEAR_BLOCKS)
    # Under the headline first: above it the page prints today's date.
    order = [*range(anchors[0], near.stop), *range(anchors[0] - 1, near.start - 1, -1)]
    for index in order:
        if index >= len(kinds) or kinds[index] not in _DATED_KINDS:
            continue
        if moment := parse_printed(page.blocks[index].text):
            return moment
    return None


def search_date(html: str, url: str | None) -> datetime | None:
    """Return the day htmldate finds in the page or its address, as midnight UTC."""
    try:
        found = find_date(
            html[:_SEARCHED_CHARS], original_date=True, extensive_search=True, url=url
        )
    except (ValueError, TypeError, RecursionError):
        return None
    return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
