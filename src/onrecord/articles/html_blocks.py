"""An HTML page to unlabelled blocks, with what the markup says about each."""

import re
from functools import cache, lru_cache
from html import unescape
from operator import add
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.page import Container, Page, PageBlock
from onrecord.lexicons import lexicon

#: Elements whose text nobody reads.
_UNSEEN = [
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object",
    "embed", "canvas", "audio", "video", "map", "select", "datalist", "textarea",
    # AMP's elements for adverts, players and what is fetched when somebody asks for it.
    "amp-ad", "amp-sticky-ad", "amp-auto-ads", "amp-embed", "amp-iframe", "amp-analytics",
    "amp-pixel", "amp-state", "amp-script", "amp-audio", "amp-video", "amp-youtube",
    "amp-brightcove", "amp-jwplayer", "amp-dailymotion", "amp-story-auto-ads", "amp-next-page",
]  # fmt: skip
#: Elements that do not end a line of text.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr",
    "output", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "td", "th", "time", "tt", "u", "var", "wbr",
    "amp-anim", "amp-img", "amp-timeago", "relative-time",
})  # fmt: skip
#: Elements that have no end tag.
_VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
#: Inline elements that say nothing without attributes.
_PLAIN = _INLINE - _VOID - {"a", "td", "th", "time"}
#: Elements whose presence around a block means something to the labeller.
_TELLING = frozenset({
    "article", "main", "nav", "header", "footer", "aside", "form", "figure", "figcaption",
    "blockquote", "table", "ul", "ol", "dl", "button", "address", "h1", "h2", "h3", "h4", "h5",
    "h6", "p", "li", "time", "pre", "details", "dialog",
})  # fmt: skip
_OWN_SIGNS = {tag: frozenset({tag}) for tag in _TELLING}
_NOTHING: frozenset[str] = frozenset()
#: Elements of AMP and of web components that mean what elements of HTML do.
_SAME_AS = {
    "amp-sidebar": "nav",
    "amp-mega-menu": "nav",
    "amp-timeago": "time",
    "relative-time": "time",
}
#: A tag with the text after it. In a document as its parser writes it down again a tag has no
#: ``>`` inside, for the standard's algorithm escapes it, and elements are properly nested.
_TOKEN = re.compile(r"<(/?)([^\s/>]+)([^>]*)>([^<]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"\s(class|i(?:d|temprop)|r(?:ole|el)|h(?:ref|idden)|style"
    r'|dat(?:a-testid|a-component|etime))="([^"]*)"'
)
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-testid", "data-component", "rel")
_ENOUGH_NAME_CHARS, _ENOUGH_TAG_CHARS, _MAX_NAMES = 400, 4000, 12
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class _Element(NamedTuple):
    """What the start tag of an element says."""

    signs: frozenset[str] = _NOTHING
    names: tuple[str, ...] = ()
    href: str | None = None
    moment: str | None = None


class _Frame(NamedTuple):
    """What an open element passes on to the text below it."""

    container: int = 0
    inline: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    href: str | None = None


_SILENT = _Element()


@cache
def _words() -> dict[str, str]:
    table = lexicon("articles/markup.toml")
    return {word: sign for sign, words in table["names"].items() for word in words}


@lru_cache(maxsize=4096)
def _read_names(names: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what class, id and role names say, as signs and as the words they are made of.

    ``related-posts`` and ``relatedPosts`` are the words ``related`` and ``posts``, and say
    ``teaser``.
    """
    words = [part.lower() for part in _NAME_PART.findall(names)]
    known = _words()
    pairs = map(add, words, words[1:])
    signs = frozenset([known[word] for word in known.keys() & {*words, *pairs}])
    # The element of the article's text says so itself; its other names are about its looks.
    signs = frozenset({"body"}) if "body" in signs else signs
    return signs, tuple(dict.fromkeys(words))[:_MAX_NAMES]


@lru_cache(maxsize=4096)
def _read_tag(tag: str, attributes: str) -> _Element:
    tag = _SAME_AS.get(tag, tag)
    signs = _OWN_SIGNS.get(tag, _NOTHING)
    values = dict(_ATTRIBUTE.findall(attributes))
    if not values:
        return _Element(signs)
    words: tuple[str, ...] = ()
    if names := " ".join(filter(None, map(values.get, _NAMING_ATTRIBUTES))):
        said, words = _read_names(names[:_ENOUGH_NAME_CHARS])
        signs = signs | said if said else signs
    if "hidden" in values or ("style" in values and _HIDDEN_STYLE.search(values["style"])):
        signs |= {"hidden"}
    href = values.get("href")
    moment = values.get("datetime") if tag == "time" else None
    return _Element(signs, words, unescape(href) if href is not None else None, moment)


def read_html_blocks(tree: LexborHTMLParser) -> Page:
    """Return the page's blocks; its text is theirs, joined by newlines.

    White space inside a block is collapsed to single spaces. A block ends where a block
    element begins or ends and at two line breaks in a row. Elements that nobody sees are taken
    out of `tree`.
    """
    tree.strip_tags(_UNSEEN)
    walk = _Walk()
    walk.over(_COMMENT.sub("", tree.html or ""))
    return walk.page()


class _Walk:
    """One pass over the tags of a document as its parser wrote it down again.

    That is faster than going from node to node, and needs no recursion: pages nest elements
    ten thousand deep.
    """

    def __init__(self) -> None:
        self._blocks: list[PageBlock] = []
        self._ends = [1]
        self._containers: list[tuple[int, str, _Element]] = [(0, "", _SILENT)]
        self._frames = [_Frame()]
        self._length = 0
        self._parts: list[str] = []
        self._start_line()

    def _start_line(self) -> None:
        """Forget the text since the last line end."""
        self._parts.clear()
        self._frame: _Frame | None = None
        self._linked = 0
        self._href: str | None = None
        self._moment: str | None = None
        self._after_link: tuple[int, str | None] | None = None
        self._breaks = 0

    def over(self, document: str) -> None:
        """Read every tag and text in page order."""
        frames, parts = self._frames, self._parts
        # One by one, for a list of them would be the largest thing in memory.
        for closing, tag, attributes, text in map(re.Match.groups, _TOKEN.finditer(document)):
            if closing:
                self._leave(tag)
            elif tag in _INLINE:
                if attributes or tag not in _PLAIN:
                    self._enter_inline(tag, attributes)
                else:
                    frames.append(frames[-1])
            elif tag == "br":
                self._break()
            elif tag[0] != "!":
                self._enter(tag, attributes)
            if not text:
                continue
            if not text.isspace():
                self._add_text(text)
            elif parts or self._after_link or self._moment:
                parts.append(text)
        self._flush()
        self._ends[0] = len(self._ends)

    def _enter_inline(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            return
        container, inline, names, href = frame = self._frames[-1]
        element = _read_tag(tag, attributes[:_ENOUGH_TAG_CHARS])
        self._moment = self._moment or element.moment
        if tag == "a":
            href = element.href
            self._part_links(href)
        elif tag in {"td", "th"}:
            self._parts.append(" ")
        if element.signs or element.names:
            names = (names + element.names)[:_MAX_NAMES]
            frame = _Frame(container, inline | element.signs, names, href)
        elif tag == "a":
            frame = _Frame(container, inline, names, href)
        self._frames.append(frame)

    def _enter(self, tag: str, attributes: str) -> None:
        if self._parts or self._after_link:
            self._flush()
        container, inline, names, href = self._frames[-1]
        number = len(self._ends)
        whole = tag in {"html", "body"}
        self._ends.append(number + 1)
        element = _SILENT if whole else _read_tag(tag, attributes[:_ENOUGH_TAG_CHARS])
        self._containers.append((container, _SAME_AS.get(tag, tag), element))
        if tag not in _VOID:
            self._frames.append(_Frame(number, inline, names, href))

    def _break(self) -> None:
        self._parts.append(" ")
        self._breaks += 1
        if self._breaks >= 2:
            self._flush()

    def _part_links(self, href: str | None) -> None:
        """Part two links that nothing parts: a menu is written without white space."""
        ended = self._after_link
        if ended and ended[0] == len(self._parts) and ended[1] != href:
            self._parts.append(" ")

    def _leave(self, tag: str) -> None:
        frame = self._frames.pop()
        if tag == "a":
            self._after_link = len(self._parts), frame.href
        elif tag not in _INLINE:
            if self._parts or self._after_link:
                self._flush()
            self._ends[frame.container] = len(self._ends)

    def _add_text(self, text: str) -> None:
        if "&" in text:
            text = unescape(text)
        self._parts.append(text)
        if text.isspace():
            return
        self._breaks = 0
        frame = self._frames[-1]
        if self._frame is None:
            self._frame = frame
        if frame.href is not None:
            self._linked += len(text.strip())
            self._href = self._href or frame.href

    def _flush(self) -> None:
        """End the line, and make it a block if there are words in it."""
        frame = self._frame
        if frame is not None:
            text = " ".join("".join(self._parts).replace("\xad", "").split())
            if text:
                self._add_block(text, frame)
        self._start_line()

    def _add_block(self, text: str, frame: _Frame) -> None:
        start = self._length
        self._length += len(text) + 1
        self._blocks.append(
            PageBlock(
                text=text,
                start=start,
                end=start + len(text),
                container=frame.container,
                inline=frame.inline,
                names=frame.names,
                linked=min(self._linked, len(text)),
                href=self._href,
                moment=self._moment,
            )
        )

    def page(self) -> Page:
        """Return what the walk found."""
        containers = tuple(
            Container(parent, end, tag, element.signs, element.names)
            for (parent, tag, element), end in zip(self._containers, self._ends, strict=True)
        )
        text = "\n".join(block.text for block in self._blocks)
        return Page(text=text, blocks=tuple(self._blocks), containers=containers)
