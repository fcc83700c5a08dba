"""Blocks to kinds: the one labeller for HTML and for pasted text."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.authors import find_printed_authors
from onrecord.articles.bios import Bio, find_bios
from onrecord.articles.bylines import is_name, opens_byline
from onrecord.articles.features import Features, find_features
from onrecord.articles.headline import find_headline, repeats
from onrecord.articles.labeller import Scores, load_labeller
from onrecord.articles.line_rules import settle_lines, signs_around
from onrecord.articles.measure import Measures, measure
from onrecord.articles.opening import settle_opening
from onrecord.articles.page import Clues, Page
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
#: The score from which on a block is running text, and where no block has it.
_RUNNING, _DOUBTFUL = 0.45, 0.2
#: What is above the first paragraph is told by paragraphs that are only likely, too.
_SOME = 0.12
_MAX_SUBHEAD_WORDS, _MAX_NAME_WORDS = 16, 4
_NO_SUBHEADS = frozenset({"advert", "newsletter", "follow", "comments"})
#: What a paragraph looks like in a language that the labeller was not trained on: how it is
#: told from the words that it knows of each.
_PARAGRAPH_WORDS, _MAX_LINKED, _FEW_KNOWN = 10, 0.3, 9
#: A line that looks like a standfirst so much is one, whether or not it is like the text.
_SURE_STANDFIRST = 0.5
#: Blocks of a page that are labelled.
MOST_BLOCKS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the labeller found: a kind for every block, the authors named, and their bios.

    `scores` says how sure each kind is, 0.0 to 1.0; `words` counts the words of every block.
    """

    kinds: tuple[BlockKind, ...]
    scores: tuple[float, ...]
    words: tuple[int, ...]
    authors: tuple[str, ...] = ()
    bios: tuple[Bio, ...] = field(default=())


def label(page: Page, clues: Clues) -> Labels:
    """Label every block of a page, those of a dump of data up to a bound.

    A page of more than 5,000 blocks is no article as it stands; what comes after is ``other``.
    """
    beyond = len(page.blocks) - MOST_BLOCKS
    if beyond <= 0:
        return _label(page, clues)
    begun = _label(dataclasses.replace(page, blocks=page.blocks[:MOST_BLOCKS]), clues)
    other: BlockKind = "other"
    return dataclasses.replace(
        begun,
        kinds=begun.kinds + (other,) * beyond,
        scores=begun.scores + (0.0,) * beyond,
        words=begun.words + (0,) * beyond,
    )


def _label(page: Page, clues: Clues) -> Labels:
    """Label every block by the trained network.

    The network says of each block how likely it is running text, and how likely each kind. Each
    block has the likeliest kind of those on its side. One block is the headline. Bios are told by
    the author's name.
    """
    labeller = load_labeller()
    measures = [measure(block) for block in page.blocks]
    features = find_features(page, clues, measures, labeller.vocabulary)
    scores = labeller.score(features)
    running = find_running(scores.running)
    if not any(running) and _is_foreign(features, measures):
        running = [_is_paragraph(measured) for measured in measures]
    kinds, sure = name_blocks(labeller.kinds, scores, running)
    seems = scores.kinds[:, labeller.kinds.index("headline")]
    likely = [ran or score > _SOME for ran, score in zip(running, scores.running, strict=True)]
    headline = find_headline(page, measures, clues, seems.tolist(), likely)
    _settle_headline(labeller.kinds, scores, kinds, headline)
    settle_lines(page, measures, kinds)
    settle_opening(page, measures, kinds, headline, clues)
    authors = clues.authors
    if not authors:
        signs = [
            signs_around(page, block) | {kind}
            for block, kind in zip(page.blocks, kinds, strict=True)
        ]
        authors = find_printed_authors(page, measures, signs, headline)
    bios = find_bios(page, measures, authors)
    for bio in bios:
        kinds[bio.first : bio.last + 1] = ["author_bio"] * (bio.last + 1 - bio.first)
        if bio.line is not None:
            kinds[bio.line] = "byline"
    return Labels(
        kinds=tuple(kinds),
        scores=tuple(sure),
        words=tuple(measured.words for measured in measures),
        authors=authors,
        bios=tuple(bios),
    )


def _is_foreign(features: Features, measures: Sequence[Measures]) -> bool:
    """Whether the labeller knows hardly a word of the page's longer blocks."""
    known = [
        int((words > 0).sum())
        for words, measured in zip(features.words, measures, strict=True)
        if measured.words >= _PARAGRAPH_WORDS
    ]
    return bool(known) and sum(known) < _FEW_KNOWN * len(known)


def _is_paragraph(measured: Measures) -> bool:
    return (
        measured.words >= _PARAGRAPH_WORDS and measured.sentence and measured.linked < _MAX_LINKED
    )


def label_clean(page: Page, clues: Clues) -> Labels:
    """Name the blocks of a text that is known to be an article and nothing else."""
    measures = [measure(block) for block in page.blocks]
    kinds: list[BlockKind] = []
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        if index == 0 and clues.headline and repeats(block.text, clues.headline):
            kinds.append("headline")
        else:
            kinds.append(_name_clean(block.text, measured))
    return Labels(
        kinds=tuple(kinds),
        scores=(1.0,) * len(kinds),
        words=tuple(measured.words for measured in measures),
    )


def _name_clean(text: str, measured: Measures) -> BlockKind:
    if line_kind(text) == "correction":
        return "correction"
    if is_caption(text):
        return "caption"
    if _BULLET.match(text):
        return "list"
    short = measured.words <= _MAX_SUBHEAD_WORDS and not measured.sentence
    # Lines that are furniture elsewhere are no head over a part of this text, either.
    plain = head_kind(text) in _NO_SUBHEADS or is_date_line(text) or opens_byline(text)
    named = measured.words <= _MAX_NAME_WORDS and is_name(text)
    return "subhead" if short and not (plain or named) else "paragraph"


def find_running(scores: NDArray[np.float32]) -> list[bool]:
    """Return which blocks are running text, by each one's score from 0.0 to 1.0.

    The network has looked at the blocks around each one, so that a pass over the sequence
    (Viterbi) changes nothing for the better. Where no block is text beyond doubt, as on a page of
    a few lines, those nearest to it are.
    """
    least = _RUNNING if (scores > _RUNNING).any() else _DOUBTFUL
    return [score > least for score in scores.tolist()]


def name_blocks(
    names: Sequence[BlockKind], scores: Scores, running: Sequence[bool]
) -> tuple[list[BlockKind], list[float]]:
    """Return the likeliest kind of each block among those of its state, and how sure it is."""
    if not running:
        return [], []
    of_text = np.array([name in RUNNING_KINDS for name in names])
    inside = np.array(running)
    allowed = scores.kinds * np.where(inside[:, None], of_text, ~of_text)
    best = allowed.argmax(axis=1)
    standfirst = names.index("standfirst")
    if (sure := scores.kinds[:, standfirst] >= _SURE_STANDFIRST).any():
        best[sure.argmax()] = standfirst
    within = allowed.max(axis=1) / np.maximum(allowed.sum(axis=1), 1e-9)
    state = np.where(inside, scores.running, 1 - scores.running)
    return [names[number] for number in best], (within * state).tolist()


def _settle_headline(
    names: Sequence[BlockKind], scores: Scores, kinds: list[BlockKind], headline: int | None
) -> None:
    """Give the headline its kind, and other blocks that seemed to be one their next best kind."""
    left = np.array([name != "headline" and name not in RUNNING_KINDS for name in names])
    for index, kind in enumerate(kinds):
        if kind == "headline" and index != headline:
            kinds[index] = names[int((scores.kinds[index] * left).argmax())]
    if headline is not None:
        kinds[headline] = "headline"
