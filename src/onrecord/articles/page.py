"""A page as unlabelled blocks: what the two readers make and the labeller takes."""

from dataclasses import dataclass
from typing import NamedTuple

#: A telling element (``nav``) or what an element's names say it holds (see ``markup.toml``).
Sign = str


class PageBlock(NamedTuple):
    """One piece of a page with no line of thought across its borders: a paragraph, a line.

    `start` and `end` are code points of the page's text; `gap` says that a blank line stands
    above (pasted text). The rest is known for HTML only: `container` is the number of the block
    element around the text, `inline` are the signs of the inline elements around its beginning
    and `names` the words of their class names, `linked` counts the characters inside links,
    `href` is the first link's target, `moment` what the first time element says to machines.
    """

    text: str
    start: int
    end: int
    gap: bool = False
    container: int = 0
    inline: frozenset[Sign] = frozenset()
    names: tuple[str, ...] = ()
    linked: int = 0
    href: str | None = None
    moment: str | None = None


class Container(NamedTuple):
    """A block element of an HTML page.

    Containers are numbered in page order from the page itself, 0. `parent` is the number of
    the one around it, `end` the number after its last descendant, `signs` what its own names
    say of what is in it, `names` the words those names are made of.
    """

    parent: int
    end: int
    tag: str
    signs: frozenset[Sign]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of a page and its blocks in page order, not overlapping, none empty."""

    text: str
    blocks: tuple[PageBlock, ...]
    containers: tuple[Container, ...] = ()

    @property
    def marked_up(self) -> bool:
        """Whether the page came as HTML."""
        return bool(self.containers)

    def tag_of(self, block: PageBlock) -> str:
        """Return the name of the block element around a block; empty for pasted text."""
        return self.containers[block.container].tag if self.containers else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known of an article before its blocks are labelled; empty where it is not.

    `headlines` are those the page declares, without the site's name, the likeliest first;
    `headline` is the one of them that the page prints.
    """

    url: str | None = None
    publisher: str | None = None
    headlines: tuple[str, ...] = ()
    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    body: str = ""
