"""Blocks of kind ``comments`` to comments: what each reader wrote, who they are, and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import NamedTuple

from onrecord.articles.comment_items import items_of, own_names
from onrecord.articles.page import Page, PageBlock
from onrecord.articles.phrases import fold
from onrecord.articles.printed_dates import parse_declared, parse_printed, without_times
from onrecord.block_kinds import BlockKind
from onrecord.lexicons import lexicon
from onrecord.records import Comment, Span

_COUNT = re.compile(r"[\s(\[+\-]*\d[\d.,k]*[)\]]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[|·•,;/–—:]+\s*|\s{2,}")
_SAYS = re.compile(r"\s(?:says|said|wrote|writes|commented|replied)\s*:?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
#: A name is a few words, each with a capital, or one of any letters: a login.
_NAME_WORD = re.compile(r"[A-Z0-9À-ÖØ-Þ\u0370-\U0010ffff(@][^\s!?;:]*|d[ae]|v[ao]n|der|la|and|&")
_LOGIN = re.compile(r"@?\w[\w.\-']{1,29}")
_MAX_NAME_WORDS, _MAX_NAME_CHARS, _MAX_HEAD_CHARS = 5, 50, 120


class _Head(NamedTuple):
    """What the line above a comment tells: a name, and whether it tells a time, and which."""

    author: str | None = None
    dated: bool = False
    posted_at: datetime | None = None


@dataclass(slots=True)
class _Draft:
    """A comment while its blocks are read."""

    item: int | None = None
    author: str | None = None
    posted_at: datetime | None = None
    dated: bool = False
    blocks: list[PageBlock] = field(default_factory=list)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("articles/comments.toml")[name])


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words("ends"), key=len, reverse=True))))


def find_comments(page: Page, kinds: Sequence[BlockKind]) -> tuple[Comment, ...]:
    """Return the readers' comments of a page, in page order.

    A comment begins with a line that names who wrote it or when; in HTML also with the element
    that holds it, if the thread is a list of such. Text that no line and no element begins is
    no comment. A name or time that is not printed is None; so is "2 hours ago", unless the
    markup says which moment that was.

    Args:
        page: The blocks.
        kinds: One for each block.
    """
    items = items_of(page, kinds)
    drafts: list[_Draft] = []
    is_open = False
    for index, block in _blocks_of(page, kinds):
        item = items.get(index)
        if items and item is None:
            continue
        if is_end(block.text):
            is_open = False
        elif (head := _head(page, kinds, index, item)) and not _is_text(drafts, item, head):
            if not _goes_on(drafts, item, head, is_open=is_open):
                drafts.append(_Draft(item=item))
            _fill(drafts[-1], head)
            is_open = True
        elif is_aside(page, block, item):
            continue
        elif item is not None or is_open:
            if item is not None and not _is_of(drafts, item):
                drafts.append(_Draft(item=item))
            drafts[-1].blocks.append(block)
    return tuple(_finished(draft) for draft in drafts if draft.blocks)


def _blocks_of(page: Page, kinds: Sequence[BlockKind]) -> Iterator[tuple[int, PageBlock]]:
    for index, (block, kind) in enumerate(zip(page.blocks, kinds, strict=True)):
        if kind == "comments":
            yield index, block


def _finished(draft: _Draft) -> Comment:
    span = Span(draft.blocks[0].start, draft.blocks[-1].end)
    return Comment(text=span, author=draft.author, posted_at=draft.posted_at)


def _goes_on(drafts: Sequence[_Draft], item: int | None, head: _Head, *, is_open: bool) -> bool:
    """Whether a head tells more of the comment that a line above it began.

    In an element that holds one comment the time may stand below the text.
    """
    if not drafts or not is_open:
        return False
    last = drafts[-1]
    if last.blocks and (item is None or item != last.item or head.author):
        return False
    if item != last.item and last.item is not None and last.blocks:
        return False
    return not ((head.author and last.author) or (head.dated and last.dated))


def _is_text(drafts: Sequence[_Draft], item: int | None, head: _Head) -> bool:
    """Whether what looks like a name is words of the one comment that the element holds."""
    last = drafts[-1] if drafts else None
    is_begun = last is not None and last.item == item and bool(last.blocks)
    return item is not None and is_begun and not head.dated


def _is_of(drafts: Sequence[_Draft], item: int) -> bool:
    """Whether the last draft is of this item, or is no more than the head of it."""
    return bool(drafts) and (drafts[-1].item == item or not drafts[-1].blocks)


def _fill(draft: _Draft, head: _Head) -> None:
    draft.author = draft.author or head.author
    draft.posted_at = draft.posted_at or head.posted_at
    draft.dated = draft.dated or head.dated


def is_end(text: str) -> bool:
    """Whether a line stands around a thread: "Leave a reply", "12 thoughts on ...", a notice."""
    return bool(_ends().match(_COUNT.sub("", fold(text), count=1).strip() or fold(text)))


def is_aside(page: Page, block: PageBlock, item: int | None) -> bool:
    """Whether a line is a button, a count or a mark, and no words of a comment."""
    if not _WORD.search(block.text):
        return True
    parts = [_COUNT.sub("", part).strip(" .:") for part in _BETWEEN.split(fold(block.text))]
    if all(not part or part in _words("buttons") for part in parts):
        return True
    if item is None:
        return False
    names = own_names(page, block, item)
    return not names.isdisjoint(_words("asides")) and names.isdisjoint(
        _words("texts") | _words("authors")
    )


def _head(page: Page, kinds: Sequence[BlockKind], index: int, item: int | None) -> _Head | None:
    """Return what a line tells of the comment it stands above, or None for a line of its text."""
    block = page.blocks[index]
    if head := dated_head(block):
        is_foot = head.author is None and item is None and _is_foot(page, kinds, index)
        return None if is_foot else head
    if len(block.text) > _MAX_HEAD_CHARS or is_aside(page, block, None):
        return None
    name = clean_user(block.text)
    if says := _SAYS.search(block.text):
        name = clean_user(block.text[: says.start()])
    elif item is not None:
        is_marked = not own_names(page, block, item).isdisjoint(_words("authors"))
        name = name if is_marked else None
    elif name is not None:
        below = dated_head(page.blocks[index + 1]) if _has(kinds, index + 1) else None
        name = name if below is not None and below.author is None else None
    return _Head(author=name) if name else None


def _has(kinds: Sequence[BlockKind], index: int) -> bool:
    return 0 <= index < len(kinds) and kinds[index] == "comments"


def _is_foot(page: Page, kinds: Sequence[BlockKind], index: int) -> bool:
    """Whether a date stands below the comment it is of: no name above it, a button below it."""
    if _has(kinds, index - 1) and clean_user(page.blocks[index - 1].text):
        return False
    return not _has(kinds, index + 1) or is_aside(page, page.blocks[index + 1], None)


def dated_head(block: PageBlock) -> _Head | None:
    """Return what a line with a time and hardly anything else tells, or None for another line."""
    rest, dated = without_times(block.text)
    if not dated or len(block.text) > _MAX_HEAD_CHARS:
        return None
    name = clean_user(rest)
    words = [word for word in re.findall(r"[^\W\d_]+", fold(rest)) if word not in _words("verbs")]
    if name is None and words:
        return None
    moment = parse_declared(block.moment) if block.moment else None
    return _Head(author=name, dated=True, posted_at=moment or parse_printed(block.text))


def clean_user(text: str) -> str | None:
    """Return the name of a reader without what stands around it, or None where it is no name."""
    parts = [part.strip(" .()[]-–—*") for part in _BETWEEN.split(text.strip())]
    words = " ".join(part for part in parts if fold(part) not in _words("buttons")).split()
    while words and fold(words[-1]).strip(":") in _words("verbs"):
        words.pop()
    while words and fold(words[0]) in _words("verbs"):
        words.pop(0)
    name = " ".join(words)
    if not _WORD.search(name) or len(name) > _MAX_NAME_CHARS or len(words) > _MAX_NAME_WORDS:
        return None
    is_name = all(map(_NAME_WORD.fullmatch, words)) or bool(_LOGIN.fullmatch(name))
    return name if is_name and not name.isdigit() else None
