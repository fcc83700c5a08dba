"""Blocks of kind ``comments`` to comments: what each reader wrote, who they are, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from onrecord.articles.comment_heads import (
    Head,
    clean_user,
    dated_head,
    is_aside,
    is_end,
    marked_head,
    says_head,
)
from onrecord.articles.comment_items import is_author, items_of, own_names
from onrecord.articles.page import Page, PageBlock
from onrecord.block_kinds import BlockKind
from onrecord.records import Comment, Span


@dataclass(slots=True)
class _Draft:
    """A comment while its blocks are read; `item` is the element that holds it, if one does."""

    item: int | None = None
    author: str | None = None
    posted_at: datetime | None = None
    dated: bool = False
    blocks: list[PageBlock] = field(default_factory=list)

    def has_room(self, head: Head) -> bool:
        """Whether it lacks what a line tells."""
        return not ((head.author and self.author) or (head.dated and self.dated))

    def fill(self, head: Head) -> None:
        """Take what a line tells and it lacks."""
        self.author = self.author or head.author
        self.posted_at = self.posted_at or head.posted_at
        self.dated = self.dated or head.dated

    @property
    def is_comment(self) -> bool:
        """Whether there are words, and a line that said that they are a reader's."""
        return bool(self.blocks) and (self.dated or self.author is not None)


def find_comments(page: Page, kinds: Sequence[BlockKind]) -> tuple[Comment, ...]:
    """Return the readers' comments of a page, in page order.

    A comment begins with a line that names who wrote it or when; in HTML it is what stands in the
    element that holds it, if the thread is made of such. Words that no such line belongs to are
    no comment. A name or time that is not printed is None; so is "2 hours ago", unless the
    markup says which moment that was.

    Args:
        page: The blocks.
        kinds: One for each block.
    """
    thread = _Thread(page, kinds)
    for index, kind in enumerate(kinds):
        if kind == "comments":
            thread.take(index)
    return tuple(
        Comment(
            text=Span(draft.blocks[0].start, draft.blocks[-1].end),
            author=draft.author,
            posted_at=draft.posted_at,
        )
        for draft in thread.drafts
        if draft.is_comment
    )


class _Thread:
    """The comments of a page while its blocks are read one by one."""

    def __init__(self, page: Page, kinds: Sequence[BlockKind]) -> None:
        self._page = page
        self._kinds = kinds
        self._items = items_of(page, kinds)
        self._is_open = False
        self.drafts: list[_Draft] = []

    def take(self, index: int) -> None:
        """Read a block: begin a comment with it, add it to the last one, or leave it out."""
        block, item = self._page.blocks[index], self._items.get(index)
        if self._items and item is None:
            return
        if is_end(block.text):
            self._is_open = False
        elif head := self._head(index, item):
            if not self._goes_on(item, head):
                self.drafts.append(_Draft(item=item))
            self.drafts[-1].fill(head)
            self._is_open = True
        elif is_aside(block.text, self._names(block, item)):
            return
        elif item is not None:
            if not self.drafts or self.drafts[-1].item != item:
                self.drafts.append(_Draft(item=item))
            self.drafts[-1].blocks.append(block)
        elif self._is_open:
            self.drafts[-1].blocks.append(block)

    def _names(self, block: PageBlock, item: int | None) -> frozenset[str]:
        return own_names(self._page, block, item) if item is not None else frozenset()

    def _goes_on(self, item: int | None, head: Head) -> bool:
        """Whether a head tells more of the comment that a line above it began.

        In an element that holds one comment the time may stand below the text.
        """
        if not self.drafts:
            return False
        last = self.drafts[-1]
        if item is not None:
            return last.item == item and last.has_room(head)
        return self._is_open and not last.blocks and last.has_room(head)

    def _head(self, index: int, item: int | None) -> Head | None:
        """Return what a line tells of a comment, or None for a line of its text."""
        block = self._page.blocks[index]
        if head := dated_head(block):
            is_foot = head.author is None and item is None and self._is_foot(index)
            return None if is_foot else head
        last = self.drafts[-1] if self.drafts else None
        if item is not None and last is not None and last.item == item and last.blocks:
            # The element holds one comment: what looks like a name below its words is of them.
            return None
        if says := says_head(block.text):
            return says
        if item is not None and is_author(self._names(block, item)):
            return marked_head(block.text)
        name = None if is_aside(block.text) else clean_user(block.text)
        if name is None or not self._has(index + 1):
            return None
        below = dated_head(self._page.blocks[index + 1])
        return Head(author=name) if below is not None and below.author is None else None

    def _has(self, index: int) -> bool:
        return 0 <= index < len(self._kinds) and self._kinds[index] == "comments"

    def _is_foot(self, index: int) -> bool:
        """Whether a date stands below the comment it is of: no name above it, a button below."""
        if self._has(index - 1) and clean_user(self._page.blocks[index - 1].text):
            return False
        return not self._has(index + 1) or is_aside(self._page.blocks[index + 1].text)
