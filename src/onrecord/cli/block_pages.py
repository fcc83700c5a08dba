"""One web page that shows every block of the pages read: for whoever judges the reader.

It stands alone: no script, no picture, nothing from elsewhere. All words of pages are escaped.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from string import Template
from typing import get_args

import onrecord
from onrecord.articles.explanation import ExplainedBlock, Explanation
from onrecord.block_kinds import BODY_KINDS, META_KINDS, BlockKind
from onrecord.cli.plain import plain
from onrecord.cli.tables.explanations import DOUBTFUL, is_by_rule, is_doubtful, reason_words
from onrecord.cli.tables.words import day
from onrecord.records import Article

_COMPLETENESS = {
    "full": "full: the whole article",
    "partial": "partial: only a part of the article",
    "none": "none: the page holds no article",
}
_NO_REASON = "no reason: nothing by itself speaks for this kind"
_HELP = (
    "The number beside a kind is its score: how sure the labeller is, 0 to 1. “By a rule”: a rule "
    "chose the kind over the labeller. Open a kind for the reasons, the strongest first."
)
_GROUPS = {"body": "The article", "about": "About it", "furniture": "Around it"}
#: Characters that HTML does not allow, made to be seen.
_CONTROLS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


def block_page(explanations: Sequence[Explanation]) -> str:
    """Return a whole HTML document that shows each article's blocks in page order."""
    several = len(explanations) > 1
    number = f"{len(explanations)} pages" if several else "this page"
    headlines = [each.article.headline or each.article.id for each in explanations]
    template = files("onrecord.cli").joinpath("block_pages.html").read_text("utf-8")
    return Template(template).substitute(
        version=escape(onrecord.__version__),
        title=f"Blocks of {number}" if several else f"Blocks of “{_line(headlines[0])}”",
        number=number,
        contents=_contents(headlines) if several else "",
        pages="\n".join(
            _page(each, number, "h2" if several else "h1")
            for number, each in enumerate(explanations, start=1)
        ),
    )


def _contents(headlines: Sequence[str]) -> str:
    items = "\n".join(
        f'<li><a href="#page-{number}"><bdi>{_line(headline)}</bdi></a></li>'
        for number, headline in enumerate(headlines, start=1)
    )
    return f'<h1>{len(headlines)} pages</h1>\n<nav><ol class="contents">\n{items}\n</ol></nav>'


def _page(explanation: Explanation, number: int, heading: str) -> str:
    article = explanation.article
    title = _line(article.headline) if article.headline else '<span class="none">No headline</span>'
    return "\n".join(
        [
            f'<article class="page" id="page-{number}">',
            f'<{heading} dir="auto">{title}</{heading}>',
            _facts(article),
            _legend(explanation, number),
            _doubts(explanation, number),
            '<ol class="blocks">',
            *(
                _block(block, article, f"page-{number}-block-{index}", index)
                for index, block in enumerate(explanation.blocks, start=1)
            ),
            "</ol>",
            "</article>",
        ]
    )


def _facts(article: Article) -> str:
    names = ", ".join(author.name for author in article.authors)
    unknown = '<span class="none">not found</span>'
    facts = {
        "Authors": _line(names),
        "Published": _line(_moment(article.published_at)),
        "Updated": _line(_moment(article.updated_at)),
        "Publisher": _line(article.publisher or ""),
        "Language": _line(article.language or ""),
        "Text": f"{_COMPLETENESS[article.completeness]}, {len(article.body.split()):,} words",
        "Address": _address(article.url),
    }
    rows = [
        f"<dt>{name}</dt><dd>{value or unknown}</dd>"
        for name, value in facts.items()
        if value or name not in {"Updated", "Address"}
    ]
    return "\n".join(['<dl class="facts">', *rows, "</dl>"])


def _moment(time: datetime | None) -> str:
    if time is None:
        return ""
    # A day of which nobody told the time is midnight.
    return f"{day(time)}, {time:%H:%M} UTC" if time.hour or time.minute else day(time)


def _address(url: str | None) -> str:
    """Return a link if the address leads to a web page: another may run a script."""
    shown = _line(url or "")
    if url and url.lower().startswith(("http://", "https://")):
        return f'<a href="{shown}" rel="noreferrer">{shown}</a>'
    return shown


def _legend(explanation: Explanation, number: int) -> str:
    """Return each kind on the page with its colour and how many blocks have it."""
    counts = Counter(block.kind for block in explanation.blocks)
    first: dict[BlockKind, int] = {}
    for index, block in enumerate(explanation.blocks, start=1):
        first.setdefault(block.kind, index)
    rows = []
    for group, name in _GROUPS.items():
        items = "\n".join(
            f'<li class="{group} {kind}"><a href="#page-{number}-block-{first[kind]}">'
            f'<span class="swatch"></span><span class="kind">{_kind(kind)}</span> '
            f'<span class="count">{counts[kind]}</span></a></li>'
            for kind in get_args(BlockKind)
            if counts[kind] and _group(kind) == group
        )
        nothing = '<span class="none">nothing</span>'
        rows.append(f"<dt>{name}</dt><dd>{f'<ul>{items}</ul>' if items else nothing}</dd>")
    return "\n".join(['<dl class="legend">', *rows, "</dl>"])


def _doubts(explanation: Explanation, number: int) -> str:
    doubtful = [
        f'<a href="#page-{number}-block-{index}">{index}</a>'
        for index, block in enumerate(explanation.blocks, start=1)
        if is_doubtful(block)
    ]
    told = (
        f"{len(doubtful)} of {len(explanation.blocks)} blocks are doubtful, "
        f"of a score below {DOUBTFUL}: {' '.join(doubtful)}"
        if doubtful
        else "No block is doubtful."
    )
    return f'<p class="doubts">{told}</p>\n<p class="help">{_HELP}</p>'


def _block(block: ExplainedBlock, article: Article, anchor: str, index: int) -> str:
    told = [reason_words(reason) for reason in block.reasons] or [_NO_REASON]
    note = ""
    if is_by_rule(block):
        note = ' <span class="note">by a rule</span>'
    elif is_doubtful(block):
        note = ' <span class="note doubtful">doubtful</span>'
    reasons = "".join(f"<li>{_reason(each)}</li>" for each in told)
    language = f' lang="{_line(article.language)}"' if article.language else ""
    return (
        f'<li class="block {_group(block.kind)} {block.kind}" id="{anchor}">'
        f'<details><summary title="{_line(" | ".join(told))}">'
        f'<span class="number">{index}</span> <span class="kind">{_kind(block.kind)}</span> '
        f'<span class="score">{block.score:.2f}</span>'
        f"{note}</summary>"
        f'<ul class="reasons">{reasons}</ul></details>'
        f'<p class="words" dir="auto"{language}>'
        f"{_words(article.text[block.start : block.end])}</p></li>"
    )


def _reason(told: str) -> str:
    what, _, evidence = told.partition(": ")
    return f'<span class="what">{_line(what)}</span> <bdi>{_line(evidence)}</bdi>'


def _group(kind: BlockKind) -> str:
    return "body" if kind in BODY_KINDS else "about" if kind in META_KINDS else "furniture"


def _kind(kind: BlockKind) -> str:
    return kind.replace("_", " ")


def _line(text: str) -> str:
    """Return words as HTML on one line, for text and for attributes."""
    return escape(plain(text))


def _words(text: str) -> str:
    """Return the words of a block as HTML, each character in its place."""
    return escape(text.translate(_CONTROLS))
