"""Whether a page holds an article, the whole of it, or a part."""

import re
from collections.abc import Sequence

from onrecord.articles.measure import Measures
from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Page
from onrecord.articles.phrases import line_kind
from onrecord.records import RUNNING_KINDS, BlockKind, Completeness

#: A page with less running text than this, and no paragraph among it, has no article.
_MIN_ARTICLE_WORDS = 25
_SHORT_ARTICLE_WORDS = 350
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[\+\d+ chars\])\s*$")


def judge_completeness(
    page: Page, measures: Sequence[Measures], kinds: Sequence[BlockKind], declared: Metadata
) -> Completeness:
    """Return ``full``, ``partial`` for a text behind a wall or cut off, or ``none``.

    A page is partial if it says that reading on takes a subscription and shows little, or if
    its last paragraph breaks off.
    """
    running = [index for index, kind in enumerate(kinds) if kind in RUNNING_KINDS]
    words = sum(measures[index].words for index in running)
    if words < _MIN_ARTICLE_WORDS:
        return "none"
    walled = not declared.free or any(line_kind(block.text) == "paywall" for block in page.blocks)
    if walled and words < _SHORT_ARTICLE_WORDS:
        return "partial"
    return "partial" if _CUT_OFF.search(page.blocks[running[-1]].text) else "full"
