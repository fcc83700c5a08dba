"""Lines that say themselves what they are: rules that overrule the labeller."""

from collections.abc import Sequence
from typing import cast

from onrecord.articles.measure import Measures
from onrecord.articles.page import Page, PageBlock, Sign
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.signatures import names_writer
from onrecord.articles.text_blocks import is_address
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

#: Shorter lines may stand twice in an article; a paragraph said again so many blocks below is a
#: copy of the page's, not the writer's.
_COPIED_WORDS, _FAR = 10, 8
#: Heads that no article has over a part of its text.
_NO_SUBHEADS = frozenset({"advert", "newsletter", "follow", "comments", "teaser"})
#: Where a wall or a correction may stand that the labeller took for something else.
_ASKED: frozenset[BlockKind] = RUNNING_KINDS | {"newsletter", "advert", "legal", "other"}
_NEAR = 2
#: What a comment, its writer and its time may look like.
_IN_THREAD: frozenset[BlockKind] = RUNNING_KINDS | {"teaser", "other", "byline", "date", "kicker"}
_PARAGRAPH_WORDS, _PARAGRAPHS_BEFORE_COMMENTS = 15, 3


def settle_lines(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> None:
    """Name the lines whose own words are beyond doubt.

    What the labeller takes for running text is none if it begins as furniture does ("Read
    more:"), if it is a head of furniture and nothing else ("Most read"), if it asks for money,
    ends in a picture credit, stands in a newsletter box, or is printed a second time for another
    width of the screen. A correction beside the text is one. A head such as "Don't miss" goes
    with the box below it. `kinds` is changed in place.
    """
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        if kinds[index] == "date" and names_writer(block.text):
            kinds[index] = "byline"
        if kinds[index] not in _ASKED:
            continue
        if _is_under_advert(page, index) and not measured.long:
            kinds[index] = "advert"
            continue
        line = line_kind(block.text)
        if line == "correction":
            if not RUNNING_KINDS.isdisjoint(kinds[max(0, index - _NEAR) : index + _NEAR + 1]):
                kinds[index] = "correction"
        elif kinds[index] in RUNNING_KINDS:
            kinds[index] = _settle(page, index, measured, line, kinds[index])
        elif line == "comments":
            kinds[index] = "comments"
        elif index + 1 < len(kinds) and head_kind(block.text) == kinds[index + 1]:
            kinds[index] = kinds[index + 1]
    _settle_copies(page, measures, kinds)
    _settle_thread(page, measures, kinds)
    _settle_below_heads(page, measures, kinds)
    if page.blocks and not page.marked_up and is_address(page.blocks[0].text):
        kinds[0] = "other"


def _settle(
    page: Page, index: int, measured: Measures, line: str | None, kind: BlockKind
) -> BlockKind:
    """Return the kind of a block that seems to be running text."""
    block = page.blocks[index]
    if line:
        return "newsletter" if line == "paywall" else cast("BlockKind", line)
    if (head := head_kind(block.text)) in _NO_SUBHEADS:
        return cast("BlockKind", head)
    if is_caption(block.text):
        return "caption"
    signs = signs_around(page, block)
    if "newsletter" in signs:
        return "newsletter"
    if kind == "paragraph" and "blockquote" in signs:
        return "blockquote"
    # Old pages are laid out as tables.
    return "paragraph" if kind == "table" and measured.long else kind


def signs_around(page: Page, block: PageBlock) -> frozenset[Sign]:
    """Return what the markup says of the block's element and of the one around it."""
    if not page.marked_up:
        return frozenset()
    inner = page.containers[block.container]
    return inner.signs | page.containers[inner.parent].signs


def _is_under_advert(page: Page, index: int) -> bool:
    """Whether a line of a pasted page stands right under the word "Advertisement", the two apart
    from what is around them by blank lines."""
    if page.marked_up:
        return False
    three = page.blocks[max(0, index - 1) : index + 2]
    return [block.gap for block in three] == [True, False, True] and head_kind(
        three[0].text
    ) == "advert"


def _settle_copies(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> None:
    """Take out paragraphs that stand further above, too."""
    above: dict[str, int] = {}
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        if kinds[index] not in RUNNING_KINDS or measured.words < _COPIED_WORDS:
            continue
        if index - above.setdefault(block.text, index) >= _FAR:
            kinds[index] = "other"


def _settle_thread(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> None:
    """Give what stands below a head such as "Comments (3)" its kind, up to the next such head.

    Above an article stands their number alone: paragraphs must have come before.
    """
    paragraphs = 0
    opened = False
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        if head := head_kind(block.text):
            opened = head == "comments" and paragraphs >= _PARAGRAPHS_BEFORE_COMMENTS
        if opened and kinds[index] in _IN_THREAD:
            kinds[index] = "comments"
        paragraphs += measured.long


def _settle_below_heads(page: Page, measures: Sequence[Measures], kinds: list[BlockKind]) -> None:
    """Give what stands below a head of furniture, and below the last paragraph, its kind."""
    last = max(
        (
            index
            for index, measured in enumerate(measures)
            if kinds[index] in RUNNING_KINDS and measured.words >= _PARAGRAPH_WORDS
        ),
        default=len(kinds),
    )
    opened: str | None = None
    for index in range(last + 1, len(kinds)):
        head = head_kind(page.blocks[index].text)
        opened = head if head in _NO_SUBHEADS else opened
        if opened and kinds[index] in RUNNING_KINDS:
            kinds[index] = cast("BlockKind", opened)
