"""Gold pages as training examples: pages with what is known of each of their blocks.

A gold body says of a block only whether it is running text; a page labelled by hand
(``evaluation/block_labels.jsonl``) names its kind. Both are found again in a text copy of the
page by aligning the words of the two.
"""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from alignment import project, shares_in
from copies import copy_page, keep_blocks, shorten
from gold_pages import gold_body, is_unseen, kinds_of, load_capture, load_items, load_labels
from selectolax.lexbor import LexborHTMLParser
from text_measures import fold

from onrecord.articles.clues import find_clues
from onrecord.articles.decode import decode
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.metadata import read_metadata
from onrecord.articles.page import Clues, Page
from onrecord.articles.text_blocks import read_text_blocks
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

SETS = (
    "article-extraction-benchmark", "wcxb-articles", "fundus-evaluation", "fundus-fixtures",
    "trafilatura-eval-en", "htmldate-eval",
)  # fmt: skip
#: The share of a block's words that the gold body has from which on it is running text; between
#: the two others it is doubtful and weighs little.
_IN_BODY, _DOUBTFUL = 0.5, (0.3, 0.7)
_DOUBTFUL_WEIGHT, _CAPTION_WEIGHT, _LABELLED_WEIGHT = 0.3, 0.2, 0.7
_SHARE_SHORTENED = 0.45
#: Every page has three copies as text and more, so HTML is shown more often; so are the sets of
#: news pages, beside which the largest is of all sorts of articles.
_TIMES_HTML, _TIMES_NEWS = 2, 1
_NEWS = frozenset(SETS) - {"wcxb-articles", "htmldate-eval"}


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its truth, one entry a block.

    `running` is 1.0 for running text, `weight` how much that is worth (0.0: not known); `kinds`
    is the kind given by hand, or None. `times` is how often the page is shown in one epoch.
    """

    site: str
    times: int
    page: Page
    clues: Clues
    running: list[float]
    weight: list[float]
    kinds: list[BlockKind | None]


def load_examples(gold: Path) -> list[Example]:
    """Return the examples of the half of the sites that is trained on."""
    labels = load_labels()
    pages = [
        (gold, name, item, labels.get((name, item["id"])))
        for name in SETS
        for item in load_items(gold / name)
        if not is_unseen(item["domain"])
        # The last set has no bodies: of its pages only those labelled by hand teach anything.
        and (name != "htmldate-eval" or (name, item["id"]) in labels)
    ]
    with ProcessPoolExecutor() as workers:
        return [each for made in workers.map(_make, pages, chunksize=8) for each in made]


def _make(given: tuple[Path, str, dict[str, Any], Any]) -> list[Example]:
    gold, name, item, runs = given
    capture = load_capture(gold / name, item)
    html = decode(capture)
    tree = LexborHTMLParser(html)
    declared = read_metadata(tree, capture.url)
    page = read_html_blocks(tree)
    kinds: list[BlockKind | None] = [None] * len(page.blocks)
    if runs is not None:
        kinds = list(kinds_of([(block.start, block.end) for block in page.blocks], runs))
    rng = random.Random(item["id"])  # noqa: S311
    more = _TIMES_NEWS * (name in _NEWS)
    found = [_example(item, page, find_clues(capture, page, declared), kinds)]
    for copy in copy_page(html, rng):
        pasted = read_text_blocks(copy)
        found.append(_example(item, pasted, Clues(), project(page, kinds, pasted)))
    shorter = [_shortened(each, item, rng) for each in found if rng.random() < _SHARE_SHORTENED]
    made = found + [each for each in shorter if each is not None]
    return [replace(each, times=1 + more + _TIMES_HTML * each.page.marked_up) for each in made]


def _example(
    item: dict[str, Any], page: Page, clues: Clues, kinds: list[BlockKind | None]
) -> Example:
    running, weight = [], []
    for truth, worth in _judge(item["gold"], page, kinds):
        running.append(truth)
        weight.append(worth)
    return Example(item["domain"], 1, page, clues, running, weight, kinds)


def _judge(
    gold: dict[str, Any], page: Page, kinds: Sequence[BlockKind | None]
) -> Iterator[tuple[float, float]]:
    """Yield whether each block is running text, and how much that is worth."""
    body, title = gold_body(gold), fold(gold.get("title") or "")
    shares = shares_in(page, body) if body else [None] * len(page.blocks)
    inside = [fold(part) for part in gold.get("with") or []] if not body else []
    outside = [fold(part) for part in gold.get("without") or []] if not body else []
    for block, kind, share in zip(page.blocks, kinds, shares, strict=True):
        text = fold(block.text)
        if share is not None:
            running = share >= _IN_BODY
            apart = kind in {"headline", "caption"} or (title and text == title)
            worth = _DOUBTFUL_WEIGHT if _DOUBTFUL[0] < share < _DOUBTFUL[1] else 1.0
            if running and apart:
                worth = 0.0  # some gold bodies hold what stands apart here
            elif running and "caption" in _signs(page, block.container):
                worth = _CAPTION_WEIGHT
            yield float(running), worth
        elif any(part in text for part in inside):
            yield 1.0, 1.0
        elif any(part in text for part in outside):
            yield 0.0, 1.0
        else:
            yield float(kind in RUNNING_KINDS), _LABELLED_WEIGHT if kind else 0.0


def _signs(page: Page, container: int) -> frozenset[str]:
    signs = page.containers[container].signs if page.marked_up else frozenset()
    return signs | {"caption"} if "figcaption" in signs else signs


def _shortened(example: Example, item: dict[str, Any], rng: random.Random) -> Example | None:
    body = [index for index, truth in enumerate(example.running) if truth and example.weight[index]]
    if len(body) < 3:
        return None
    title = fold(item["gold"].get("title") or "")
    heads = [
        index
        for index in range(max(0, body[0] - 40), body[0])
        if example.kinds[index] == "headline"
        or (title and fold(example.page.blocks[index].text) == title)
    ]
    kept = shorten(example.page, body, heads[-1] if heads else None, rng)
    return replace(
        example,
        page=keep_blocks(example.page, kept),
        running=[example.running[index] for index in kept],
        weight=[example.weight[index] for index in kept],
        kinds=[example.kinds[index] for index in kept],
    )
