"""The elements of an HTML page that hold one reader's comment each."""

from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.articles.page import Container, Page, PageBlock
from onrecord.block_kinds import BlockKind
from onrecord.lexicons import lexicon

_COMMENT = frozenset({"comment", "usercomment", "commentitem", "singlecomment"})
_ITEM_TAGS = frozenset({"li", "article"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("articles/comments.toml")[name])


def items_of(page: Page, kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Return for blocks of kind ``comments`` the element that holds the one comment they are of.

    The answer maps numbers of blocks to numbers of containers and is empty where no elements
    tell comments apart. An answer to a comment often stands in the element of that comment: a
    block is of the innermost element.
    """
    if not page.marked_up:
        return {}
    found: dict[int, int] = {}
    for index, (block, kind) in enumerate(zip(page.blocks, kinds, strict=True)):
        if kind == "comments":
            item = next((number for number in around(page, block) if _is_item(page, number)), None)
            if item is not None:
                found[index] = item
    return found


def around(page: Page, block: PageBlock) -> Iterator[int]:
    """Yield the numbers of the containers around a block, the innermost first, without the page."""
    number = block.container
    while number:
        yield number
        number = page.containers[number].parent


def own_names(page: Page, block: PageBlock, item: int) -> frozenset[str]:
    """Return the words of the names of the elements around a block, below the item's own."""
    names = set(block.names)
    for number in around(page, block):
        if number == item:
            break
        container = page.containers[number]
        names.update(container.names, {container.tag} & {"form", "button"})
    return frozenset(names)


def _is_item(page: Page, number: int) -> bool:
    """Whether the names of an element, or of the list it is in, say that it holds one comment.

    "comment" alone, or with words that are no part of a comment: "comment even depth-1".
    """
    container = page.containers[number]
    if _names_item(container):
        return True
    parent = page.containers[container.parent]
    return container.tag in _ITEM_TAGS and not _words("lists").isdisjoint(
        {*parent.names, "".join(parent.names[:2])}
    )


def _names_item(container: Container) -> bool:
    names = container.names
    for place, name in enumerate(names):
        if name in _COMMENT:
            following = names[place + 1] if place + 1 < len(names) else ""
            return following not in _words("parts") and container.tag != "form"
    return False
