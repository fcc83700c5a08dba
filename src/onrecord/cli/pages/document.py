"""The frame of the web pages that the command line prints, and words of articles made HTML.

A document stands alone: no script, no picture, nothing from elsewhere. All words of pages are
escaped.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from string import Template
from typing import NamedTuple

import onrecord
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import day
from onrecord.records import Article

_COMPLETENESS = {
    "full": "full: the whole article",
    "partial": "partial: only a part of the article",
    "none": "none: the page holds no article",
}
#: Characters that HTML does not allow, made to be seen.
_CONTROLS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


class Frame(NamedTuple):
    """What stands around the pages of a document.

    `title`, `made` (who made it of what) and `contents` are HTML. `styles` are CSS files beside
    this module; `further_style` is CSS that depends on the pages.
    """

    title: str
    made: str
    styles: Sequence[str]
    contents: str = ""
    further_style: str = ""


def document(frame: Frame, pages: Sequence[str]) -> str:
    """Return a whole HTML document that shows one page, or several one after the other."""
    here = files("onrecord.cli.pages")
    style = "\n".join(here.joinpath(name).read_text("utf-8") for name in frame.styles)
    return Template(here.joinpath("document.html").read_text("utf-8")).substitute(
        version=escape(onrecord.__version__),
        title=frame.title,
        style=style + frame.further_style,
        made=frame.made,
        contents=frame.contents,
        pages="\n".join(pages),
    )


def article_frame(
    what: str, styles: Sequence[str], articles: Sequence[Article], *, further_style: str = ""
) -> Frame:
    """Return the frame of a document that shows an article, or several.

    Args:
        what: What the document shows of them, such as ``Blocks``.
        styles: As in `Frame`.
        articles: In the order of their pages; the elements have the ids ``page-1``, ``page-2`` …
        further_style: As in `Frame`.
    """
    several = len(articles) > 1
    number = f"{len(articles)} pages" if several else "this page"
    headlines = [line(article.headline or article.id) for article in articles]
    return Frame(
        title=f"{what} of {number}" if several else f"{what} of “{headlines[0]}”",
        made=f"How {maker()} read {number}",
        styles=styles,
        contents=_contents(headlines) if several else "",
        further_style=further_style,
    )


def maker() -> str:
    """Return the name and version of the program, as HTML."""
    return f"Onrecord {escape(onrecord.__version__)}"


def _contents(headlines: Sequence[str]) -> str:
    items = "\n".join(
        f'<li><a href="#page-{number}"><bdi>{headline}</bdi></a></li>'
        for number, headline in enumerate(headlines, start=1)
    )
    return f'<h1>{len(headlines)} pages</h1>\n<nav><ol class="contents">\n{items}\n</ol></nav>'


def section(name: str, heading: str, parts: Sequence[str]) -> str:
    """Return parts of a page under a heading of the second level; `name` is the section's id."""
    head = f"{name}-head"
    return "\n".join(
        [
            f'<section id="{name}" aria-labelledby="{head}">',
            f'<h2 id="{head}">{heading}</h2>',
            *parts,
            "</section>",
        ]
    )


def title(article: Article, level: int) -> str:
    """Return the headline as a heading of that level, 1 to 6."""
    words = line(article.headline) if article.headline else '<span class="none">No headline</span>'
    return f'<h{level} dir="auto">{words}</h{level}>'


def facts(article: Article) -> str:
    """Return what was found about an article besides its text, as a list."""
    names = ", ".join(author.name for author in article.authors)
    unknown = '<span class="none">not found</span>'
    found = {
        "Authors": line(names),
        "Published": line(moment(article.published_at)),
        "Updated": line(moment(article.updated_at)),
        "Publisher": line(article.publisher or ""),
        "Language": line(article.language or ""),
        "Text": f"{_COMPLETENESS[article.completeness]}, {len(article.body.split()):,} words",
        "Address": address(article.url),
    }
    rows = [
        f"<dt>{name}</dt><dd>{value or unknown}</dd>"
        for name, value in found.items()
        if value or name not in {"Updated", "Address"}
    ]
    return "\n".join(['<dl class="facts">', *rows, "</dl>"])


def moment(time: datetime | None) -> str:
    """Return a time as ``11 Sep 2025, 15:20 UTC``, without the clock at midnight; else empty."""
    if time is None:
        return ""
    # A day of which nobody told the time is midnight.
    return f"{day(time)}, {time:%H:%M} UTC" if time.hour or time.minute else day(time)


def address(url: str | None) -> str:
    """Return a link if the address leads to a web page: another may run a script."""
    shown = line(url or "")
    if url and url.lower().startswith(("http://", "https://")):
        return f'<a href="{shown}" rel="noreferrer">{shown}</a>'
    return shown


def language(article: Article) -> str:
    """Return the attribute that says in which language the article's words are."""
    return f' lang="{line(article.language)}"' if article.language else ""


def line(text: str) -> str:
    """Return words as HTML on one line, for text and for attributes."""
    return escape(plain(text))


def words(text: str) -> str:
    """Return words of an article as HTML, each character in its place."""
    return escape(text.translate(_CONTROLS))
