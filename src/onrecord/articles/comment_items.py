"""The elements of an HTML page that hold one reader's comment each."""

from collections.abc import Iterator, Sequence

from onrecord.articles.comment_heads import (
    comment_words,
    dated_head,
    is_aside,
    is_end,
    marked_head,
    says_head,
)
from onrecord.articles.page import Page, PageBlock
from onrecord.block_kinds import BlockKind

_COMMENT = frozenset({"comment", "usercomment", "commentitem", "singlecomment"})
_ITEM_TAGS = frozenset({"li", "article"})


def items_of(page: Page, kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Return for blocks of kind ``comments`` the element that holds the one comment they are of.

    The answer maps numbers of blocks to numbers of containers and is empty where no elements
    tell comments apart. Such an element is named so and holds a line with a name or a time, and
    another with words. An answer to a comment often stands in the element of that comment: a
    block is of the innermost element.
    """
    chains: dict[int, list[int]] = {}
    for index, (block, kind) in enumerate(zip(page.blocks, kinds, strict=True)):
        if kind == "comments" and page.marked_up:
            chains[index] = [number for number in around(page, block) if _may_hold(page, number)]
    heads: set[int] = set()
    texts: set[int] = set()
    for index, chain in chains.items():
        block = page.blocks[index]
        if is_head(page, block):
            heads.update(chain)
        elif chain and not is_end(block.text):
            names = own_names(page, block, chain[0])
            texts.update([] if is_aside(block.text, names) else chain)
    items = heads & texts
    found = {
        index: next((number for number in chain if number in items), 0)
        for index, chain in chains.items()
    }
    return {index: item for index, item in found.items() if item}


def is_head(page: Page, block: PageBlock) -> bool:
    """Whether a line names who wrote a comment, or when, by its words or by its element's names."""
    if dated_head(block) or says_head(block.text):
        return True
    return is_author(own_names(page, block, 0)) and marked_head(block.text) is not None


def is_author(names: frozenset[str]) -> bool:
    """Whether the names of the elements around a line say that it is the name of a reader."""
    return not names.isdisjoint(comment_words("authors"))


def around(page: Page, block: PageBlock) -> Iterator[int]:
    """Yield the numbers of the containers around a block, the innermost first, without the page."""
    number = block.container
    while number:
        yield number
        number = page.containers[number].parent


def own_names(page: Page, block: PageBlock, item: int) -> frozenset[str]:
    """Return the words of the names of the elements around a block, below the item's own.

    Without an item, 0, those of the element right around it.
    """
    names = set(block.names)
    for number in around(page, block):
        if number == item:
            break
        container = page.containers[number]
        names.update(container.names, {container.tag} & {"form", "button"})
        if not item:
            break
    return frozenset(names)


def _may_hold(page: Page, number: int) -> bool:
    """Whether the names of an element, or of the list it is in, say that it may hold a comment.

    "comment" alone, or with words that are no part of a comment: "comment even depth-1".
    """
    container = page.containers[number]
    for place, name in enumerate(container.names):
        if name in _COMMENT and container.tag != "form":
            following = container.names[place + 1 : place + 2]
            if comment_words("parts").isdisjoint(following):
                return True
            break
    parent = page.containers[container.parent]
    return container.tag in _ITEM_TAGS and not comment_words("lists").isdisjoint(
        {*parent.names, "".join(parent.names[:2])}
    )
