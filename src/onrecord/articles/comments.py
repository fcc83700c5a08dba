"""Where a thread of reader comments begins that no head and no markup announces."""

import re
from collections.abc import Sequence

from onrecord.articles.measure import Measures, is_long
from onrecord.articles.page import PageBlock
from onrecord.articles.printed_dates import without_dates

#: What stands under each comment, and over each: "Reply", "Ana says:", "Ana says 3 May 2024".
_REPLY = re.compile(
    r"(?:log in to )?(?:(?:reply|report|like|quote|permalink|share|flag|upvote|downvote|edit"
    r"|\d+)[\s|·•↓→,()]*)+",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\breply\b|\breport\b", re.IGNORECASE)
_SIGNED = re.compile(r"\S.{0,48}\b(?:says|wrote|said|writes):$|\S.{0,48}\bsays$", re.IGNORECASE)
_MAX_MARK_CHARS, _MAX_NAME_WORDS = 90, 7
_ENOUGH_MARKS = 2
#: Lines above the first "Reply" among which the comment it answers begins.
_LOOK_BACK = 6


def find_thread(
    blocks: Sequence[PageBlock], measures: Sequence[Measures], first: int, paragraphs: int
) -> int | None:
    """Return the index of the first block of a thread of comments, or None.

    A thread is told by lines that are repeated in it: "Reply" under, "Ana says:" over every
    comment. Two of them must stand below the article.

    Args:
        blocks: The page's blocks.
        measures: One for each block.
        first: The first block below the headline.
        paragraphs: How many long paragraphs of an article stand above a thread, at least.
    """
    marks: list[int] = []
    seen = 0
    for index in range(first, len(blocks)):
        if seen >= paragraphs and _is_mark(blocks[index].text):
            marks.append(index)
            if len(marks) == _ENOUGH_MARKS:
                return _begin(blocks, measures, marks[0])
        seen += is_long(measures[index])
    return None


def _is_mark(text: str) -> bool:
    return len(text) <= _MAX_MARK_CHARS and (_is_reply(text) or _is_signature(text))


def _is_reply(text: str) -> bool:
    return bool(_ANSWER.search(text) and _REPLY.fullmatch(text))


def _is_signature(text: str) -> bool:
    name = without_dates(text).strip()
    if not _SIGNED.fullmatch(name) or len(name.split()) > _MAX_NAME_WORDS:
        return False
    # A headline may end in "says" as well; no date follows it and no colon.
    return name.endswith(":") or name != text


def _begin(blocks: Sequence[PageBlock], measures: Sequence[Measures], mark: int) -> int:
    """Return where the comment begins that the first mark belongs to."""
    if not _is_reply(blocks[mark].text):
        return mark
    for index in range(mark - 1, max(0, mark - _LOOK_BACK), -1):
        text = blocks[index].text
        if len(text) <= _MAX_MARK_CHARS and without_dates(text) != text:
            return index
        if is_long(measures[index]) and index < mark - 2:
            break
    return mark
