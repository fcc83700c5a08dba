"""Lines that say themselves what they are: rules that overrule the labeller."""

from collections.abc import Sequence

from onrecord.articles.measure import Measures
from onrecord.articles.page import Page
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.text_blocks import is_address
from onrecord.records import RUNNING_KINDS, BlockKind

#: Shorter lines may stand twice in an article.
_COPIED_WORDS = 10
#: Heads that no article has over a part of its text.
_NO_SUBHEADS = frozenset({"advert", "newsletter", "follow", "comments", "teaser"})
#: Where a wall or a correction may stand that the labeller took for something else.
_ASKED: frozenset[BlockKind] = RUNNING_KINDS | {"newsletter", "advert", "legal", "other"}
_NEAR = 2


def settle_lines(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> bool:
    """Name the lines whose own words are beyond doubt; return whether one of them is a wall.

    A paragraph that the page prints a second time, for another width of the screen, is no running
    text. Nor is a line that begins as furniture does ("Read more:"), that is a head of furniture
    and nothing else ("Most read"), that asks for money, or that ends in a picture credit. A
    correction beside the text is one. `kinds` is changed in place.
    """
    walled = False
    above: set[str] = set()
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        if kinds[index] not in _ASKED:
            continue
        line = line_kind(block.text)
        walled = walled or line == "paywall"
        if line == "correction":
            if not RUNNING_KINDS.isdisjoint(kinds[max(0, index - _NEAR) : index + _NEAR + 1]):
                kinds[index] = "correction"
        elif kinds[index] in RUNNING_KINDS:
            kinds[index] = _settle(block.text, line, kinds[index])
            if measured.words >= _COPIED_WORDS:
                kinds[index] = "other" if block.text in above else kinds[index]
                above.add(block.text)
    if page.blocks and not page.marked_up and is_address(page.blocks[0].text):
        kinds[0] = "other"
    return walled


def _settle(text: str, line: str | None, kind: BlockKind) -> BlockKind:
    """Return the kind of a line that seems to be running text."""
    if line:
        return "newsletter" if line == "paywall" else line  # type: ignore[return-value]
    if (head := head_kind(text)) in _NO_SUBHEADS:
        return head  # type: ignore[return-value]
    return "caption" if is_caption(text) else kind
