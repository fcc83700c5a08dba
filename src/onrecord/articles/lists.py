"""Cards of articles on a page: a linked head, and maybe an excerpt under it."""

from onrecord.articles.label import Labels
from onrecord.articles.page import Page, PageBlock
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

_LINKED, _MIN_HEAD_WORDS, _MAX_EXCERPT_WORDS = 0.8, 4, 60
_CARD_KINDS: frozenset[BlockKind] = RUNNING_KINDS | {"teaser"}


def count_cards(page: Page, labels: Labels) -> tuple[int, int]:
    """Return how many cards a page shows, and how many words of running text are in none of them.

    A card is a linked line of several words. The one block below it is its excerpt.
    """
    cards = words = 0
    below_head = False
    for block, kind, size in zip(page.blocks, labels.kinds, labels.words, strict=True):
        if kind not in _CARD_KINDS:
            continue
        if _is_head(block, size):
            cards += 1
            below_head = True
        else:
            is_excerpt = below_head and size <= _MAX_EXCERPT_WORDS
            words += 0 if is_excerpt or kind not in RUNNING_KINDS else size
            below_head = False
    return cards, words


def _is_head(block: PageBlock, words: int) -> bool:
    return words >= _MIN_HEAD_WORDS and block.linked > _LINKED * len(block.text)
