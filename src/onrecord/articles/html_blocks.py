"""An HTML page to unlabelled blocks, with what the markup says about each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.page import Container, Page, PageBlock
from onrecord.lexicons import lexicon

#: Elements whose text nobody reads.
_UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object",
    "embed", "canvas", "audio", "video", "map", "select", "datalist", "textarea",
})  # fmt: skip
#: Elements that do not end a line of text.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr",
    "output", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "td", "th", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
#: Elements whose presence around a block means something to the labeller.
_TELLING = frozenset({
    "article", "main", "nav", "header", "footer", "aside", "form", "figure", "figcaption",
    "blockquote", "table", "ul", "ol", "dl", "button", "address", "h1", "h2", "h3", "h4", "h5",
    "h6", "p", "li", "time", "pre", "details", "dialog",
})  # fmt: skip
_SPACE = re.compile(r"[\s\xa0]+")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-testid", "data-component", "rel")
_ENOUGH_NAME_CHARS = 400
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class _Frame:
    """The element the walk is in: what it passes on to the text below it."""

    container: int
    inline: frozenset[str]
    href: str | None


@dataclass(slots=True)
class _Line:
    """Text gathered since the last line end; `after_link` is where the last link ended."""

    parts: list[str] = field(default_factory=list)
    after_link: tuple[int, str | None] | None = None
    container: int = -1
    inline: frozenset[str] = frozenset()
    linked: int = 0
    href: str | None = None


@dataclass(slots=True)
class _Open:
    """A container whose last descendant is not known yet."""

    parent: int
    tag: str
    signs: frozenset[str]
    end: int = 0


@cache
def _words() -> dict[str, str]:
    table = lexicon("articles/markup.toml")
    return {word: sign for sign, words in table["names"].items() for word in words}


@lru_cache(maxsize=20_000)
def _signs_in_names(names: str) -> frozenset[str]:
    """Return what class, id and role names say: ``related-posts`` says ``teaser``."""
    words = [part.lower() for part in _NAME_PART.findall(names)]
    pairs = [left + right for left, right in pairwise(words)]
    known = _words()
    signs = frozenset(known[word] for word in (*words, *pairs) if word in known)
    # The element of the article's text says so itself; its other names are about its looks.
    return frozenset({"body"}) if "body" in signs else signs


def read_html_blocks(tree: LexborHTMLParser) -> Page:
    """Return the page's blocks; its text is theirs, joined by newlines.

    White space inside a block is collapsed to single spaces. A block ends where a block
    element begins or ends and at two line breaks in a row.
    """
    walk = _Walk()
    if tree.root is not None:
        walk.over(tree.root)
    return walk.page()


class _Walk:
    """One walk over the tree, without recursion: pages nest elements ten thousand deep."""

    def __init__(self) -> None:
        self._blocks: list[PageBlock] = []
        self._containers = [_Open(0, "", frozenset())]
        self._line = _Line()
        self._length = 0
        self._breaks = 0

    def over(self, root: LexborNode) -> None:
        """Visit every node in page order."""
        frames = [_Frame(0, frozenset(), None)]
        node: LexborNode | None = root
        while node is not None:
            if node.is_text_node:
                self._add_text(node.text_content or "", frames[-1])
            elif node.is_element_node and node.tag not in _UNSEEN:
                frame = self._enter(node, frames[-1])
                if (child := node.first_child) is not None:
                    frames.append(frame)
                    node = child
                    continue
                self._leave(node, frame)
            node = self._next(node, root, frames)
        self._flush()
        self._containers[0].end = len(self._containers)

    def _next(self, node: LexborNode, root: LexborNode, frames: list[_Frame]) -> LexborNode | None:
        while node.mem_id != root.mem_id:
            if node.next is not None:
                return node.next
            if (parent := node.parent) is None or len(frames) == 1:
                return None
            self._leave(parent, frames.pop())
            node = parent
        return None

    def _enter(self, node: LexborNode, outer: _Frame) -> _Frame:
        tag = node.tag or ""
        if tag == "br":
            self._line.parts.append(" ")
            self._breaks += 1
            if self._breaks >= 2:
                self._flush()
            return outer
        attributes = node.attributes
        signs = frozenset() if tag in {"html", "body"} else _signs_of(tag, attributes)
        if tag in _INLINE:
            if tag in {"td", "th"}:
                self._line.parts.append(" ")
            href = self._open_link(attributes.get("href")) if tag == "a" else outer.href
            inline = outer.inline | signs if signs else outer.inline
            return _Frame(outer.container, inline, href)
        self._flush()
        self._containers.append(_Open(outer.container, tag, signs))
        return _Frame(len(self._containers) - 1, outer.inline, outer.href)

    def _open_link(self, href: str | None) -> str | None:
        """Part two links that nothing parts: a menu is written without white space."""
        ended = self._line.after_link
        if ended and ended[0] == len(self._line.parts) and ended[1] != href:
            self._line.parts.append(" ")
        return href

    def _leave(self, node: LexborNode, frame: _Frame) -> None:
        if node.tag == "a":
            self._line.after_link = len(self._line.parts), frame.href
        if node.tag not in _INLINE and node.tag != "br":
            self._flush()
            self._containers[frame.container].end = len(self._containers)

    def _add_text(self, text: str, frame: _Frame) -> None:
        line = self._line
        line.parts.append(text)
        if not text or text.isspace():
            return
        self._breaks = 0
        if line.container < 0:
            line.container, line.inline = frame.container, frame.inline
        if frame.href is not None:
            line.linked += len(text.strip())
            line.href = line.href or frame.href

    def _flush(self) -> None:
        line, self._line = self._line, _Line()
        self._breaks = 0
        if line.container < 0:
            return
        text = _SPACE.sub(" ", "".join(line.parts).replace("\xad", "")).strip()
        if not text:
            return
        start = self._length
        self._length += len(text) + 1
        self._blocks.append(
            PageBlock(
                text=text,
                start=start,
                end=start + len(text),
                container=line.container,
                inline=line.inline,
                linked=min(line.linked, len(text)),
                href=line.href,
            )
        )

    def page(self) -> Page:
        """Return what the walk found."""
        containers = tuple(
            Container(parent=each.parent, end=each.end, tag=each.tag, signs=each.signs)
            for each in self._containers
        )
        text = "\n".join(block.text for block in self._blocks)
        return Page(text=text, blocks=tuple(self._blocks), containers=containers)


def _signs_of(tag: str, attributes: Mapping[str, str | None]) -> frozenset[str]:
    signs = frozenset({tag}) if tag in _TELLING else frozenset()
    if not attributes:
        return signs
    names = " ".join(attributes.get(name) or "" for name in _NAMING_ATTRIBUTES)
    signs |= _signs_in_names(names[:_ENOUGH_NAME_CHARS])
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        signs |= {"hidden"}
    return signs
