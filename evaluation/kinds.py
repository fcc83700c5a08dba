"""Scores of the kinds of blocks, on the pages labelled by hand whose sites are not trained on.

A block counts as one, however long. The score of a kind is the F1 of its blocks over all pages;
the scores reported are the means over the kinds of furniture and over all kinds (macro-F1). For
pasted text the truth is that of the page's blocks whose words stand in a line of the copy.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

import inscriptis
from alignment import project
from gold_pages import Item, Run, is_unseen, kinds_of, load_capture, load_items, load_labels
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.decode import decode
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.read import read
from onrecord.articles.text_blocks import read_text_blocks
from onrecord.block_kinds import BODY_KINDS, META_KINDS, BlockKind
from onrecord.records import Article, Capture

Pair = tuple[BlockKind, BlockKind]


def scores(gold: Path) -> dict[str, float]:
    """Return the mean F1 of kinds for HTML and for text."""
    pairs: dict[str, list[Pair]] = {"html": [], "text": []}
    labels = load_labels()
    for name in sorted({name for name, _ in labels}):
        for item in load_items(gold / name):
            if (name, item["id"]) in labels and is_unseen(item["domain"]):
                for form, found in _compare(gold / name, item, labels[name, item["id"]]):
                    pairs[form] += found
    found = {}
    for form, seen in pairs.items():
        of_kind = f1_by_kind(seen)
        furniture = [
            score for kind, score in of_kind.items() if kind not in BODY_KINDS | META_KINDS
        ]
        found[f"kinds.{form}_furniture_f1"] = fmean(furniture)
        found[f"kinds.{form}_all_f1"] = fmean(of_kind.values())
    return found


def _compare(folder: Path, item: Item, runs: list[Run]) -> Iterable[tuple[str, list[Pair]]]:
    capture = load_capture(folder, item)
    html = decode(capture)
    page = read_html_blocks(LexborHTMLParser(html))
    truth = kinds_of([(block.start, block.end) for block in page.blocks], runs)
    yield "html", list(zip(truth, _kinds(read(capture)), strict=True))
    copy = inscriptis.get_text(html)
    projected = project(page, truth, read_text_blocks(copy))
    pasted = read(Capture(name=item["id"], content=copy.encode(), media="text"))
    yield (
        "text",
        [
            (wanted, kind)
            for wanted, kind in zip(projected, _kinds(pasted), strict=True)
            if wanted is not None
        ],
    )


def _kinds(article: Article) -> list[BlockKind]:
    return [block.kind for block in article.blocks]


def f1_by_kind(pairs: Iterable[Pair]) -> dict[BlockKind, float]:
    """Return the F1 of each kind that is wanted anywhere."""
    counted = Counter(pairs)
    wanted: Counter[BlockKind] = Counter()
    found: Counter[BlockKind] = Counter()
    for (want, find), count in counted.items():
        wanted[want] += count
        found[find] += count
    return {kind: 2 * counted[kind, kind] / (wanted[kind] + found[kind]) for kind in sorted(wanted)}
