"""A page as somebody copies it: the text renderings that train the labeller for pasted text."""

import dataclasses
import random
import re

import html2text
import inscriptis

from onrecord.articles.page import Page

#: A longer copy is a data dump and teaches nothing about pages.
MAX_CHARS = 400_000
_BLANK_LINES = re.compile(r"\n\s*\n+")
_BULLETS = re.compile(r"(?m)^\s*(?:[*+•-]|\d+\.|#+|>)\s+")


def copy_page(html: str, rng: random.Random) -> list[str]:
    """Return a page as text in two or three ways of copying it.

    Two programs lay it out, with columns side by side where they do so; of each copy a random
    one in three keeps its form, loses its blank lines, or loses its bullets and marks.
    """
    plain = html2text.HTML2Text(bodywidth=0)
    plain.ignore_links = plain.ignore_images = plain.ignore_emphasis = True
    laid_out = inscriptis.get_text(html)
    copies = [laid_out, _BLANK_LINES.sub("\n", laid_out)]
    copies.append(rng.choice((str, _without_blanks, _without_bullets))(plain.handle(html)))
    return [copy for copy in copies if copy.strip() and len(copy) <= MAX_CHARS]


def _without_blanks(text: str) -> str:
    return _BLANK_LINES.sub("\n", text)


def _without_bullets(text: str) -> str:
    return _BULLETS.sub("", text)


def shorten(page: Page, body: list[int], headline: int | None, rng: random.Random) -> list[int]:
    """Return the blocks of a shorter page: the beginning of the article and some of the rest.

    Pages are pasted in part, and briefs have two paragraphs: neither is in the gold data.
    """
    size = len(page.blocks)
    last = body[rng.randint(2, min(14, len(body))) - 1]
    first = max(0, body[0] - rng.choice((1, 2, 3, 5, 8)))
    kept = set(range(first, last + 1))
    if headline is not None and headline < first:
        kept.add(headline)
    inside = set(body)
    rest = [index for index in range(last + 1, size) if index not in inside]
    if rest and rng.random() < 0.6:
        start = rng.randrange(len(rest))
        kept.update(rest[start : start + rng.choice((2, 4, 8, 15, 30))])
    if first and rng.random() < 0.3:
        start = rng.randrange(first)
        kept.update(range(start, min(first, start + rng.choice((1, 3, 8)))))
    return sorted(kept)


def keep_blocks(page: Page, kept: list[int]) -> Page:
    """Return a page with just these blocks."""
    return dataclasses.replace(page, blocks=tuple(page.blocks[index] for index in kept))
