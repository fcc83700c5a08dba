"""Whether a page holds an article, the whole of it, or a part."""

import re
from collections.abc import Sequence

from onrecord.articles.label import Labels
from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Page
from onrecord.articles.phrases import is_error
from onrecord.block_kinds import RUNNING_KINDS, BlockKind
from onrecord.records import Completeness

#: A page with less running text than this, and no paragraph among it, has no article.
_MIN_ARTICLE_WORDS = 25
_SHORT_ARTICLE_WORDS = 350
#: So many linked heads, and a third of all, are a list of articles.
_MIN_LINKS, _LINKED = 5, 0.8
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[\+\d+ chars\])\s*$")


def judge_completeness(page: Page, labels: Labels, declared: Metadata) -> Completeness:
    """Return ``full``, ``partial`` for a text behind a wall or cut off, or ``none``.

    A page has no article if it shows hardly any text, if it says that something was not found
    or not allowed, or if it is a list of links with their excerpts. It is partial if it asks
    for a subscription or consent and shows little, or if its last paragraph breaks off.
    """
    kinds = labels.kinds
    running = [index for index, kind in enumerate(kinds) if kind in RUNNING_KINDS]
    words = sum(labels.words[index] for index in running)
    if words < _MIN_ARTICLE_WORDS or _is_list_of_links(page, kinds, running):
        return "none"
    short = words < _SHORT_ARTICLE_WORDS
    heads = [page.blocks[i].text for i, kind in enumerate(kinds) if kind == "headline"]
    if short and any(is_error(head) for head in (*heads, *declared.headlines)):
        return "none"
    walled = labels.walled or not declared.free
    if walled and short:
        return "partial"
    return "partial" if _CUT_OFF.search(page.blocks[running[-1]].text) else "full"


def _is_list_of_links(page: Page, kinds: Sequence[BlockKind], running: Sequence[int]) -> bool:
    heads = [page.blocks[index] for index in running if kinds[index] == "subhead"]
    links = sum(block.linked > _LINKED * len(block.text) for block in heads)
    return links >= _MIN_LINKS and links * 3 >= len(running)
