"""Lines that say themselves what they are: rules that overrule the labeller."""

from collections.abc import Sequence

from onrecord.articles.measure import Measures
from onrecord.articles.page import Page
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.text_blocks import is_address
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

#: Shorter lines may stand twice in an article.
_COPIED_WORDS = 10
#: Heads that no article has over a part of its text.
_NO_SUBHEADS = frozenset({"advert", "newsletter", "follow", "comments", "teaser"})
#: Where a wall or a correction may stand that the labeller took for something else.
_ASKED: frozenset[BlockKind] = RUNNING_KINDS | {"newsletter", "advert", "legal", "other"}
_NEAR = 2
#: A paragraph said again so many blocks below is a copy of the page's, not the writer's.
_FAR = 5


def settle_lines(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> bool:
    """Name the lines whose own words are beyond doubt; return whether one of them is a wall.

    A paragraph that the page prints a second time, for another width of the screen, is no running
    text. Nor is a line that begins as furniture does ("Read more:"), that is a head of furniture
    and nothing else ("Most read"), that asks for money, or that ends in a picture credit. A
    correction beside the text is one. A head such as "Don't miss" goes with the box below it.
    `kinds` is changed in place.
    """
    walled = False
    above: dict[str, int] = {}
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
            if _is_under_advert(page, index) and not measured.long:
                kinds[index] = "advert"
            if measured.words >= _COPIED_WORDS:
                copied = index - above.setdefault(block.text, index) >= _FAR
                kinds[index] = "other" if copied else kinds[index]
        elif index + 1 < len(kinds) and head_kind(block.text) == kinds[index + 1]:
            kinds[index] = kinds[index + 1]
    if page.blocks and not page.marked_up and is_address(page.blocks[0].text):
        kinds[0] = "other"
    return walled


def _is_under_advert(page: Page, index: int) -> bool:
    """Whether a line of a pasted page stands right under the word "Advertisement", the two apart
    from what is around them by blank lines."""
    three = page.blocks[max(0, index - 1) : index + 2]
    return (
        not page.marked_up
        and [block.gap for block in three] == [True, False, True]
        and head_kind(three[0].text) == "advert"
    )


def _settle(text: str, line: str | None, kind: BlockKind) -> BlockKind:
    """Return the kind of a line that seems to be running text."""
    if line:
        return "newsletter" if line == "paywall" else line  # type: ignore[return-value]
    if (head := head_kind(text)) in _NO_SUBHEADS:
        return head  # type: ignore[return-value]
    return "caption" if is_caption(text) else kind
