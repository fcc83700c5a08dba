"""A page as unlabelled blocks: what the two readers make and the labeller takes."""

from dataclasses import dataclass

#: What the names of the elements around a block say it is (see ``markup.toml``).
Hint = str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """One piece of a page with no line of thought across its borders: a paragraph, a line.

    `start` and `end` are code points of the page's text. Everything after them is known for
    HTML only. `tag` is the nearest block element (``p``, ``h1``, ``li`` ...). `tags` are the
    elements around it that mean something (``article``, ``nav``, ``figure`` ...), `hints` what
    their names say. `container` numbers the elements in page order; `linked` counts the
    characters inside links, `href` is the first link's target.
    """

    text: str
    start: int
    end: int
    gap: bool = False
    tag: str = ""
    tags: frozenset[str] = frozenset()
    hints: frozenset[Hint] = frozenset()
    container: int = 0
    linked: int = 0
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An element of an HTML page: its parent's number and the number after its last descendant."""

    parent: int
    end: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known of an article before its blocks are labelled; empty where it is not."""

    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    body: str = ""
