"""An HTML page to unlabelled blocks, with what the markup says about each."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.page import Container, Page, PageBlock

#: Elements whose text nobody reads.
_UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "textarea",
    ]
)
#: Elements that do not end a line of text.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "nobr",
        "output",
        "picture",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "td",
        "th",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
#: Elements whose presence around a block means something to the labeller.
_TELLING = frozenset(
    [
        "article",
        "main",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "figure",
        "figcaption",
        "blockquote",
        "table",
        "ul",
        "ol",
        "dl",
        "button",
        "address",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "li",
        "time",
        "pre",
        "details",
        "dialog",
    ]
)
_SPACE = re.compile(r"[\s\xa0]+")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class _Frame:
    """The element the walk is in: what it passes on to the text below it."""

    number: int
    tag: str
    tags: frozenset[str]
    hints: frozenset[str]
    href: str | None


@dataclass(slots=True)
class _Line:
    """Text gathered since the last line end."""

    parts: list[str] = field(default_factory=list)
    frame: _Frame | None = None
    linked: int = 0
    href: str | None = None


@cache
def _hint_words() -> dict[str, str]:
    table = tomllib.loads(files(__package__).joinpath("markup.toml").read_text("utf-8"))
    return {word: hint for hint, words in table["hints"].items() for word in words}


@lru_cache(maxsize=20_000)
def _hints_of(names: str) -> frozenset[str]:
    """Return what class, id and role names say: ``related-posts`` says ``teaser``."""
    words = [part.lower() for part in _NAME_PART.findall(names)]
    known = _hint_words()
    pairs = [left + right for left, right in zip(words, words[1:], strict=False)]
    return frozenset(known[word] for word in (*words, *pairs) if word in known)


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
        self._parents: list[int] = [0]
        self._ends: list[int] = [0]
        self._line = _Line()
        self._length = 0
        self._breaks = 0

    def over(self, root: LexborNode) -> None:
        """Visit every node in page order."""
        frames = [_Frame(0, "", frozenset(), frozenset(), None)]
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
                self._leave(node.tag or "", frame)
            node = self._next(node, root, frames)
        self._flush()
        self._ends[0] = len(self._parents)

    def _next(self, node: LexborNode, root: LexborNode, frames: list[_Frame]) -> LexborNode | None:
        while node.next is None or node.mem_id == root.mem_id:
            if node.mem_id == root.mem_id or (parent := node.parent) is None or len(frames) == 1:
                return None
            self._leave(parent.tag or "", frames.pop())
            node = parent
        return node.next

    def _enter(self, node: LexborNode, outer: _Frame) -> _Frame:
        tag = node.tag or ""
        attributes = node.attributes
        hints = outer.hints if tag in {"html", "body"} else outer.hints | _hints_from(attributes)
        tags = outer.tags | {tag} if tag in _TELLING else outer.tags
        if tag == "br":
            self._breaks += 1
            self._line.parts.append(" ")
            if self._breaks >= 2:
                self._flush()
            return outer
        if tag in _INLINE:
            href = attributes.get("href") if tag == "a" else outer.href
            if tag in {"td", "th"}:
                self._line.parts.append(" ")
            return _Frame(outer.number, outer.tag, tags, hints, href)
        self._flush()
        number = len(self._parents)
        self._parents.append(outer.number)
        self._ends.append(number + 1)
        return _Frame(number, tag, tags, hints, outer.href)

    def _leave(self, tag: str, frame: _Frame) -> None:
        if tag not in _INLINE and tag != "br":
            self._flush()
            self._ends[frame.number] = len(self._parents)

    def _add_text(self, text: str, frame: _Frame) -> None:
        if not text:
            return
        line = self._line
        line.parts.append(text)
        if text.isspace():
            return
        self._breaks = 0
        line.frame = line.frame or frame
        if frame.href is not None:
            line.linked += len(text.strip())
            line.href = line.href or frame.href

    def _flush(self) -> None:
        line, self._line = self._line, _Line()
        self._breaks = 0
        if line.frame is None:
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
                tag=line.frame.tag,
                tags=line.frame.tags,
                hints=line.frame.hints,
                container=line.frame.number,
                linked=min(line.linked, len(text)),
                href=line.href,
            )
        )

    def page(self) -> Page:
        """Return what the walk found."""
        containers = tuple(
            Container(parent=parent, end=end)
            for parent, end in zip(self._parents, self._ends, strict=True)
        )
        text = "\n".join(block.text for block in self._blocks)
        return Page(text=text, blocks=tuple(self._blocks), containers=containers)


def _hints_from(attributes: dict[str, str | None]) -> frozenset[str]:
    if not attributes:
        return frozenset()
    names = " ".join(
        attributes.get(name) or ""
        for name in ("class", "id", "role", "itemprop", "data-testid", "data-component", "rel")
    )
    hints = _hints_of(names[:400])
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        hints |= {"hidden"}
    return hints


def iterate_ancestors(page: Page, container: int) -> Iterator[int]:
    """Yield the number of the container and of each one around it, innermost first."""
    while container:
        yield container
        container = page.containers[container].parent
    yield 0
