"""The body of a live blog to its entries, with the time of each."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from onrecord.articles.clocks import AGE, Clock, clock_pattern, find_clock, is_sure_clock
from onrecord.articles.live import Update
from onrecord.articles.live_times import Days, resolve
from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Page, PageBlock
from onrecord.articles.phrases import fold
from onrecord.articles.printed_dates import is_date_line, parse_declared, parse_printed
from onrecord.articles.published import Dates
from onrecord.block_kinds import META_KINDS, RUNNING_KINDS, BlockKind
from onrecord.records import Entry, Span

#: So many times that part the text make a live blog.
_MIN_ENTRIES = 3
_MAX_TIME_CHARS, _MAX_HEADLINE_CHARS = 60, 200
#: So many characters of an entry tell it from the others.
_TELLING_CHARS = 60
#: The times of entries stand in lines of these kinds; those of teasers and comments are others'.
_TIMED: frozenset[BlockKind] = RUNNING_KINDS | META_KINDS | {"other"}
#: Kinds of lines in which a bare "10:42" may be something else.
_UNSURE: frozenset[BlockKind] = frozenset({"other", "table", "list", "caption"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BARE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_LIVE = re.compile(r"\blive\b|\bas it happened\b|\blive-?blog\b", re.IGNORECASE)


class _Start(NamedTuple):
    """Where an entry begins: its time's line, if it has one, its first block, what is known.

    `line` and `first` are numbers of blocks; `line` is `first` where no line of its own tells
    the time. `posted_at` is that of the page's zone, taken for UTC, if it `is_local`.
    """

    line: int
    first: int
    posted_at: datetime | None = None
    clock: Clock | None = None
    headline: int | None = None
    is_local: bool = False


def find_entries(
    page: Page, kinds: Sequence[BlockKind], declared: Metadata, dates: Dates, title: str
) -> tuple[Entry, ...]:
    """Return the entries of a live blog in page order; none where the page is no live blog.

    It is one if its JSON-LD declares entries that the page prints, or if at least three times,
    each in a line of its own, part the running text. In what calls itself live the time may also
    begin the text of its entry.

    Args:
        page: The blocks.
        kinds: One for each block.
        declared: What the markup says.
        dates: Those of the article; a bare time of day is resolved against them.
        title: The headline and the address, which may say that the page is live.
    """
    running = [index for index, kind in enumerate(kinds) if kind in RUNNING_KINDS]
    if not running:
        return ()
    starts = _declared(page, kinds, declared.updates)
    is_live = bool(declared.updates) or bool(_LIVE.search(title))
    printed = _printed(page, kinds, running, is_live=is_live)
    if len(printed) >= _MIN_ENTRIES and len(printed) > len(starts):
        starts = _with_declared(printed, starts)
    if not starts or (len(starts) < _MIN_ENTRIES and not declared.updates):
        return ()
    days = Days(dates.published_at, dates.updated_at, _offset(starts, declared.offset))
    ends = [start.line for start in starts[1:]] + [running[-1] + 1]
    entries = (
        _entry(page, kinds, start, end, days) for start, end in zip(starts, ends, strict=True)
    )
    return tuple(entry for entry in entries if entry is not None)


def _entry(
    page: Page, kinds: Sequence[BlockKind], start: _Start, end: int, days: Days
) -> Entry | None:
    inside = [index for index in range(start.first, end) if kinds[index] in RUNNING_KINDS]
    inside = [index for index in inside if not _is_time(page.blocks[index])]
    if not inside and start.headline is None:
        return None
    first = inside[0] if start.headline is None else start.headline
    last = page.blocks[max([first, *inside])]
    headline = page.blocks[start.headline] if start.headline is not None else None
    return Entry(
        span=Span(page.blocks[first].start, last.end),
        posted_at=_when(start, days),
        headline=Span(headline.start, headline.end) if headline is not None else None,
    )


def _when(start: _Start, days: Days) -> datetime | None:
    if start.posted_at is None:
        return resolve(start.clock, days) if start.clock else None
    return start.posted_at - (days.offset or timedelta()) if start.is_local else start.posted_at


def _declared(page: Page, kinds: Sequence[BlockKind], updates: Sequence[Update]) -> list[_Start]:
    """Return the starts of the declared entries that the page prints, in page order."""
    if not updates:
        return []
    texts = [fold(block.text) for block in page.blocks]
    found: dict[int, _Start] = {}
    for update in updates:
        headline, body = fold(update.headline), fold(update.body)[:_TELLING_CHARS]
        for index, text in enumerate(texts):
            if index in found or kinds[index] not in RUNNING_KINDS | {"headline"}:
                continue
            if headline and text == headline and kinds[index] != "headline":
                found[index] = _Start(index, index, update.posted_at, headline=index)
                break
            if body and kinds[index] != "headline" and _begins(text, body):
                found[index] = _Start(index, index, update.posted_at)
                break
    return [found[index] for index in sorted(found)]


def _begins(text: str, body: str) -> bool:
    return text.startswith(body) or (len(text) * 2 > _TELLING_CHARS and body.startswith(text))


def _printed(
    page: Page, kinds: Sequence[BlockKind], running: Sequence[int], *, is_live: bool
) -> list[_Start]:
    """Return the starts of the entries that printed times part, in page order."""
    lines = [
        index
        for index in range(max(0, running[0] - 3), running[-1] + 1)
        if _is_timed(kinds[index], page.blocks[index], is_live=is_live)
    ]
    if is_live and len(lines) < _MIN_ENTRIES:
        lines = [i for i in running if clock_pattern().match(page.blocks[i].text)]
    above = _headings_above(page, kinds, lines)
    starts: list[_Start] = []
    for line, following in pairwise([*lines, running[-1] + 1]):
        own = _is_time(page.blocks[line])
        first = line + 1 if own else line
        inside = [i for i in range(first, following) if kinds[i] in RUNNING_KINDS]
        if not inside:
            continue
        heading = line - 1 if above else next(iter(inside), first)
        is_headed = own and _is_heading(page, kinds, heading)
        block = page.blocks[line]
        clock = find_clock(block.text)
        starts.append(
            _Start(
                line=heading if above and is_headed else line,
                first=first,
                posted_at=_moment(block) if own else None,
                clock=clock,
                headline=heading if is_headed else None,
                is_local=clock is not None and clock.offset is None and not block.moment,
            )
        )
    return starts


def _headings_above(page: Page, kinds: Sequence[BlockKind], lines: Sequence[int]) -> bool:
    """Whether the times stand below the headings of their entries and not above them."""
    above = sum(_is_heading(page, kinds, line - 1) for line in lines)
    below = sum(_is_heading(page, kinds, line + 1) for line in lines)
    return above > below


def _is_heading(page: Page, kinds: Sequence[BlockKind], index: int) -> bool:
    if not 0 <= index < len(kinds) or kinds[index] not in RUNNING_KINDS:
        return False
    block = page.blocks[index]
    is_short = len(block.text) <= _MAX_HEADLINE_CHARS
    return is_short and (kinds[index] == "subhead" or page.tag_of(block) in _HEADINGS)


def _is_timed(kind: BlockKind, block: PageBlock, *, is_live: bool) -> bool:
    """Whether a line may tell the time of an entry.

    Players print how long they run ("02:35") and tables have numbers ("3.50"), which only a live
    page takes for a time of day.
    """
    if kind not in _TIMED or not _is_time(block):
        return False
    if is_live or block.moment or AGE.search(block.text):
        return True
    is_bare = kind in _UNSURE and _BARE.fullmatch(block.text)
    return is_sure_clock(block.text) and not is_bare


def _is_time(block: PageBlock) -> bool:
    """Whether a line tells a time of day, or how long ago, and hardly anything else."""
    if len(block.text) > _MAX_TIME_CHARS or not is_date_line(block.text):
        return False
    if block.moment or AGE.search(block.text) or is_sure_clock(block.text):
        return True
    return clock_pattern().fullmatch(block.text) is not None


def _moment(block: PageBlock) -> datetime | None:
    """Return the moment that a line tells, None where it tells no day."""
    if block.moment and (moment := parse_declared(block.moment)):
        return moment
    return parse_printed(block.text) if find_clock(block.text) else None


def _offset(starts: Sequence[_Start], declared: timedelta | None) -> timedelta | None:
    """Return the zone of the times: the one that some of them print, else the declared one."""
    printed = {start.clock.offset for start in starts if start.clock} - {None}
    return printed.pop() if len(printed) == 1 else None if printed else declared


def _with_declared(printed: Sequence[_Start], declared: Sequence[_Start]) -> list[_Start]:
    """Return the printed starts, with the declared times of the entries that they begin."""
    ends = [start.line for start in printed[1:]] + [None]
    found: list[_Start] = []
    for start, end in zip(printed, ends, strict=True):
        known = next(_within(declared, start.line, end), None)
        moment = known.posted_at if known else None
        found.append(start._replace(posted_at=start.posted_at or moment))
    return found


def _within(starts: Sequence[_Start], first: int, end: int | None) -> Iterator[_Start]:
    yield from (each for each in starts if first <= each.line and (end is None or each.line < end))
