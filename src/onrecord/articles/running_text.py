"""Which blocks are the running text of the article: scores a block, then the best sequence."""

import dataclasses
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.articles.measure import Measures, is_long, is_paragraph
from onrecord.articles.page import Page, PageBlock, Sign

#: Hints and tags that speak against running text, as log-odds.
_AGAINST: dict[Sign, float] = {
    "navigation": -3.0, "comments": -4.0, "newsletter": -3.0, "follow": -2.5, "teaser": -2.5,
    "advert": -3.0, "legal": -3.0, "author_bio": -4.0, "byline": -2.5, "date": -2.5, "tags": -3.0,
    "hidden": -2.0, "paywall": -3.0, "caption": -3.0,
    "nav": -5.0, "footer": -4.0, "aside": -3.0, "form": -2.0, "button": -4.0, "header": -1.5,
    "figcaption": -4.0, "time": -3.0, "address": -2.0, "dialog": -4.0, "h1": -3.0,
}  # fmt: skip
_FOR: dict[Sign, float] = {"body": 2.0, "article": 0.5, "main": 0.3, "p": 0.8, "blockquote": 0.8}
#: By the number of words, at least.
_BY_WORDS = ((80, 5.0), (40, 3.5), (20, 2.0), (12, 1.0), (6, -0.3), (0, -1.0))
_MIN_WORDS_OF_SENTENCE = 4
_SENTENCE, _NO_SENTENCE = 1.0, -0.2
_MIN_LOWER, _TITLE_CASE = 0.5, -0.5
#: What a short line gains between long paragraphs; how many, how near, make it full.
_COMPANY, _NEAR, _ENOUGH_COMPANY = 1.0, 8, 2
_PARAGRAPHS_OF_ARTICLE = 3
_TRUSTED: frozenset[Sign] = frozenset(
    {"body", "article", "main", "p", "nav", "footer", "h1", "comments"}
)
#: By the share of linked characters, above.
_BY_LINKS = ((0.6, -2.5), (0.35, -1.0))
#: What it costs the sequence to go in or out of running text.
SWITCH_COST = 2.5
_BRIEF_SWITCH_COST, _BRIEF_BLOCKS = 0.8, 12
_MAIN_SHARE = 0.6
_OUTSIDE_MAIN, _OUTSIDE_BODY = -5.0, -1.0
#: Text that its markup says is furniture does not count for where the article is.
_NO_MASS_BELOW = -2.0
_IN_KNOWN_BODY = 5.0
#: A line that is furniture by its own words; one that stands under such a head.
#: The worst is mild: such a line has its kind whatever stands around it.
_LINE, _OTHER_LINE, _WORST_LINE = {"author_bio": -12.0, "correction": 2.0}, -3.0, -1.5
_SECTION, _OTHER_SECTION = {"comments": -7.0}, -1.5
_MIN_WORDS_OF_PARAGRAPH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the labeller knows beside the block itself.

    `signs` is what the markup says of each block; `known_body` the article's text that the
    page declares, with single spaces, or empty; `first` the index of the first block that can
    be running text, after the headline; `lines` the furniture kind of each block by its own
    words, `sections` by the head line above it.
    """

    signs: Sequence[frozenset[Sign]]
    known_body: str
    first: int
    lines: Sequence[str | None]
    sections: Sequence[str | None]


def find_running(page: Page, measures: Sequence[Measures], around: Surroundings) -> list[bool]:
    """Return for each block whether it is running text.

    A block's score is log-odds from its own words and markup; the Viterbi path through the two
    states then keeps short lines between paragraphs and drops lone sentences in furniture.
    """
    running = _find_running(page, measures, around)
    if not any(running) and sum(map(is_paragraph, measures)) >= _PARAGRAPHS_OF_ARTICLE:
        # Everything seems to be furniture, so a misleading sign or head stands above it all.
        nothing = [None] * len(measures)
        unsigned = [signs & _TRUSTED for signs in around.signs]
        trusting = dataclasses.replace(around, signs=unsigned, sections=nothing)
        running = _find_running(page, measures, trusting)
    if not any(running) and len(running) <= _BRIEF_BLOCKS:
        # A brief has too few words to outweigh the cost of a stray stretch on a long page.
        running = _find_running(page, measures, around, switch_cost=_BRIEF_SWITCH_COST)
    return running


def _find_running(
    page: Page,
    measures: Sequence[Measures],
    around: Surroundings,
    switch_cost: float = SWITCH_COST,
) -> list[bool]:
    markup = [_score_markup(signs) for signs in around.signs]
    inside = _inside_main(page, measures, markup)
    company = _company(measures)
    scores = []
    for index, (block, measured) in enumerate(zip(page.blocks, measures, strict=True)):
        score = score_words(measured) + markup[index]
        if not measured.sentence or measured.words < _MIN_WORDS_OF_PARAGRAPH:
            score += _COMPANY * company[index]
        if page.marked_up and not inside[index]:
            score += _OUTSIDE_BODY if "body" in around.signs[index] else _OUTSIDE_MAIN
        line = around.lines[index]
        if line in _LINE:
            score = _LINE[line]
        elif line:
            score = max(score + _OTHER_LINE, _WORST_LINE)
        scores.append(score + _score_place(index, block, measured, around))
    return _best_path(scores, switch_cost)


def _company(measures: Sequence[Measures]) -> list[float]:
    """Return how much each block is among long paragraphs, 0.0 to 1.0: on both sides, near."""
    counts = [0, *itertools.accumulate(map(is_long, measures))]
    last = len(measures)
    found = []
    for index in range(last):
        above = counts[index] - counts[max(0, index - _NEAR)]
        below = counts[min(last, index + 1 + _NEAR)] - counts[index + 1]
        found.append(min(above, below, _ENOUGH_COMPANY) / _ENOUGH_COMPANY)
    return found


def score_words(measured: Measures) -> float:
    """Return the log-odds that words of this shape are running text."""
    score = next(points for least, points in _BY_WORDS if measured.words >= least)
    ends_well = measured.sentence and measured.words >= _MIN_WORDS_OF_SENTENCE
    score += _SENTENCE if ends_well else _NO_SENTENCE
    if measured.lower < _MIN_LOWER:
        score += _TITLE_CASE
    for least, points in _BY_LINKS:
        if measured.linked > least:
            return score + points
    return score


def _score_markup(signs: frozenset[Sign]) -> float:
    against = min((_AGAINST[sign] for sign in signs if sign in _AGAINST), default=0.0)
    return against + sum(_FOR[sign] for sign in signs if sign in _FOR)


def _score_place(index: int, block: PageBlock, measured: Measures, around: Surroundings) -> float:
    if index < around.first:
        return -6.0
    score = 0.0
    if section := around.sections[index]:
        score += _SECTION.get(section, _OTHER_SECTION)
    if around.known_body and measured.words >= 5:
        score += _IN_KNOWN_BODY if " ".join(block.text.split()) in around.known_body else 0.0
    return score


def _is_paragraph(measured: Measures) -> bool:
    return measured.words >= _MIN_WORDS_OF_PARAGRAPH and measured.sentence


def _mass(block: PageBlock, measured: Measures) -> int:
    return len(block.text) - block.linked if _is_paragraph(measured) else 0


def _inside_main(page: Page, measures: Sequence[Measures], markup: Sequence[float]) -> list[bool]:
    """Return which blocks stand in the smallest element that holds most of the text."""
    if not page.marked_up:
        return [True] * len(page.blocks)
    masses = [0] * len(page.containers)
    for block, measured, score in zip(page.blocks, measures, markup, strict=True):
        if score > _NO_MASS_BELOW:
            masses[block.container] += _mass(block, measured)
    for number in range(len(masses) - 1, 0, -1):
        masses[page.containers[number].parent] += masses[number]
    main = 0
    # Children have higher numbers than parents, so one pass goes all the way down.
    for number in range(1, len(masses)):
        if page.containers[number].parent == main and masses[number] > masses[0] * _MAIN_SHARE:
            main = number
    end = page.containers[main].end
    return [main <= block.container < end for block in page.blocks]


def _best_path(scores: Sequence[float], switch_cost: float) -> list[bool]:
    """Return the best sequence of two states (Viterbi 1967); out of the text on both ends."""
    if not scores:
        return []
    out, into = 0.0, -switch_cost
    from_out: list[tuple[bool, bool]] = []
    for score in scores:
        stay_out, leave = out, into - switch_cost
        stay_in, enter = into, out - switch_cost
        from_out.append((stay_out >= leave, enter > stay_in))
        out = max(stay_out, leave)
        into = max(stay_in, enter) + score
    state = into - switch_cost > out
    path = []
    for came_out, came_in in reversed(from_out):
        path.append(state)
        state = not (came_in if state else came_out)
    return path[::-1]
