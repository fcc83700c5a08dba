"""Teaser blocks to teasers: headline, excerpt and link of the articles a page points to."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin

from onrecord.articles.measure import Measures, measure
from onrecord.articles.page import Page, PageBlock
from onrecord.articles.phrases import head_kind
from onrecord.block_kinds import BlockKind
from onrecord.records import Span, Teaser

_MIN_HEADLINE_WORDS = 4
#: An address that nothing need be joined to, as most are.
_WHOLE = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9/._~%-]*")
#: A text that stops after one of these was cut off in the middle of a sentence.
_OPEN_END = re.compile(
    r"\b(?:and|or|but|the|a|an|of|in|on|at|to|for|with|by|from|as|that|which|who|is|are|was|were|"
    r"has|have|had|will|its|their|his|her|after|before|over|under|between|than|not)$",
    re.IGNORECASE,
)


def find_teasers(page: Page, kinds: Sequence[BlockKind], address: str | None) -> tuple[Teaser, ...]:
    """Return the teasers of a page in page order.

    In HTML a teaser is a linked line, and the unlinked text after it its excerpt. In pasted
    text an excerpt is what reads as a sentence; the line right above it is its headline, and
    lines above that (a topic, a picture's description) belong to no teaser's words.
    """
    found: list[Teaser] = []
    group: list[PageBlock] = []
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind == "teaser" and not head_kind(block.text):
            group.append(block)
        elif group:
            found += _group(page, group, address)
            group = []
    return (*found, *_group(page, group, address))


def _group(page: Page, group: Sequence[PageBlock], address: str | None) -> list[Teaser]:
    measures = [measure(block) for block in group]
    if page.marked_up and any(block.href for block in group):
        return _linked(group, measures, address)
    return _printed(group, measures)


def _linked(
    group: Sequence[PageBlock], measures: Sequence[Measures], address: str | None
) -> list[Teaser]:
    teasers: list[Teaser] = []
    seen: set[str] = set()
    for block, measured in zip(group, measures, strict=True):
        if measured.linked > 0.5 and measured.words >= _MIN_HEADLINE_WORDS and block.href:
            url = _absolute(block.href, address)
            if url not in seen:
                seen.add(url)
                teasers.append(Teaser(headline=Span(block.start, block.end), url=url))
            continue
        if teasers and teasers[-1].excerpt is None and _is_excerpt(block, measured):
            last = teasers.pop()
            teasers.append(
                Teaser(headline=last.headline, excerpt=Span(block.start, block.end), url=last.url)
            )
    return teasers


def _absolute(href: str, address: str | None) -> str:
    if _WHOLE.fullmatch(href):
        return href
    try:
        return urljoin(address or "", href.strip())
    except ValueError:
        return href.strip()


def _is_excerpt(block: PageBlock, measured: Measures) -> bool:
    return measured.words >= _MIN_HEADLINE_WORDS and (
        measured.sentence or bool(_OPEN_END.search(block.text))
    )


def _printed(group: Sequence[PageBlock], measures: Sequence[Measures]) -> list[Teaser]:
    excerpts = [
        index
        for index, (block, measured) in enumerate(zip(group, measures, strict=True))
        if _is_excerpt(block, measured)
    ]
    if not excerpts:
        return [
            Teaser(headline=Span(block.start, block.end))
            for block, measured in zip(group, measures, strict=True)
            if measured.words >= _MIN_HEADLINE_WORDS
        ]
    return [
        Teaser(
            headline=Span(group[index - 1].start, group[index - 1].end),
            excerpt=Span(group[index].start, group[index].end),
        )
        for index in excerpts
        if index > 0 and index - 1 not in excerpts
    ]
