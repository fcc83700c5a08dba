"""Labelled blocks and declarations to the finished article."""

import dataclasses
import hashlib
from collections.abc import Sequence

from onrecord.articles.authors import join_authors
from onrecord.articles.clues import find_clues
from onrecord.articles.comments import find_comments
from onrecord.articles.completeness import judge_completeness, without_wall
from onrecord.articles.entries import find_entries
from onrecord.articles.headline import tidy
from onrecord.articles.label import Labels, label, label_clean
from onrecord.articles.languages import find_language
from onrecord.articles.metadata import Metadata
from onrecord.articles.notes import is_note, title_of
from onrecord.articles.page import Clues, Page
from onrecord.articles.published import Dates, find_dates
from onrecord.articles.publishers import strip_site
from onrecord.articles.teasers import find_teasers
from onrecord.block_kinds import BODY_KINDS, RUNNING_KINDS, BlockKind
from onrecord.records import Article, Block, Capture, Completeness

_ID_DIGITS = 12


def assemble(capture: Capture, page: Page, declared: Metadata, source: str) -> Article:
    """Label the page's blocks and join them with what the page declares.

    Args:
        capture: What is known of the page from outside; it wins over the page's own words.
        page: The unlabelled blocks.
        declared: What the markup says; empty for text.
        source: The decoded page, markup included.
    """
    clues = find_clues(capture, page, declared)
    url, publisher = clues.url, clues.publisher
    labels, completeness = choose_labels(capture, page, clues, declared)
    if completeness == "none":
        labels = _without_article(labels)
    kinds = labels.kinds
    running = "\n".join(_texts(page, kinds, RUNNING_KINDS))
    printed = [
        tidy(strip_site(text, publisher, url), clues.headlines)
        for text in _texts(page, kinds, {"headline"})
    ]
    headline = next(iter((*printed, clues.headline)), None) or None
    # In a clean text every date is one that the article tells.
    clean = capture.media == "body"
    dates = Dates() if clean else find_dates(page, kinds, declared, source, url)
    return Article(
        id=capture.id or _identify(capture, declared.url or url),
        url=url,
        headline=headline if completeness != "none" else None,
        standfirst=next(iter(_texts(page, kinds, {"standfirst"})), None),
        authors=join_authors(page, kinds, labels.bios, labels.authors),
        publisher=publisher,
        published_at=capture.published_at or dates.published_at,
        updated_at=dates.updated_at,
        fetched_at=capture.fetched_at,
        language=capture.language or find_language(running or page.text, declared.language),
        tags=declared.tags,
        completeness=completeness,
        version=_digest(page.text.encode("utf-8", errors="replace")),
        text=page.text,
        blocks=tuple(
            Block(kind=kind, start=block.start, end=block.end)
            for block, kind in zip(page.blocks, kinds, strict=True)
        ),
        teasers=find_teasers(page, kinds, url),
        comments=find_comments(page, kinds),
        entries=find_entries(page, kinds, declared, dates, f"{headline} {url}"),
    )


def choose_labels(
    capture: Capture, page: Page, clues: Clues, declared: Metadata
) -> tuple[Labels, Completeness]:
    """Return the labels of a page's blocks, as if it held an article, and whether it does."""
    if capture.media == "body":
        return label_clean(page, clues), "full"
    if is_note(page):
        return label_clean(page, dataclasses.replace(clues, headline=title_of(page))), "full"
    labels = label(page, clues)
    completeness = judge_completeness(page, labels, declared)
    return without_wall(page, labels) if completeness == "partial" else labels, completeness


def _texts(
    page: Page, kinds: Sequence[BlockKind], wanted: frozenset[BlockKind] | set[str]
) -> list[str]:
    return [block.text for block, kind in zip(page.blocks, kinds, strict=True) if kind in wanted]


def _without_article(labels: Labels) -> Labels:
    kinds = tuple("other" if kind in BODY_KINDS else kind for kind in labels.kinds)
    return dataclasses.replace(labels, kinds=kinds)


def _identify(capture: Capture, url: str | None) -> str:
    return "a-" + _digest(url.encode() if url else capture.content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_ID_DIGITS]
