"""Page to article, with the reasons for the kind of every block.

The trained labeller is asked again with one group of what it sees hidden; by how much it is less
sure of a kind then is the weight of the group.
"""

import dataclasses
from datetime import datetime

from onrecord.articles.assemble import assemble, choose_labels
from onrecord.articles.clues import find_clues
from onrecord.articles.deciding import find_clean_rules, find_rules, say_beyond
from onrecord.articles.evidence import Evidence
from onrecord.articles.explanation import ExplainedBlock, Explanation, Reason, What
from onrecord.articles.features import find_features
from onrecord.articles.hiding import Floats, Without, columns
from onrecord.articles.label import MOST_BLOCKS, Labels, find_running, name_blocks
from onrecord.articles.labeller import load_labeller
from onrecord.articles.measure import measure
from onrecord.articles.notes import is_note
from onrecord.articles.page import Clues, Page
from onrecord.articles.read import take_apart
from onrecord.records import Article, Capture

MAX_REASONS = 3
#: Less of a fall of the log-odds is no reason for anything.
_LEAST_WEIGHT = 0.1
_SHAPE = ("length", "case", "marks", "links")
_PLACE = ("position", "repeated", "holds", "headline", "text", "whole")


def explain(
    page: str | bytes | Capture,
    *,
    url: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
) -> Explanation:
    """Read one page and say of each of its blocks why it has its kind.

    Args:
        page: A capture, or the HTML or pasted text itself; which of the two is told by its tags.
        url: Where the page comes from, if the capture does not say it.
        published_at: When it was published, timezone-aware, if that is known already.
        language: Its BCP 47 tag, if that is known already.

    Returns:
        The article as `read` returns it, and one explained block for each of its blocks. The
        same page gives the same reasons each time.

    Raises:
        EmptyPageError: There are no characters in it.
        BinaryPageError: The bytes are not text.
        PageTooLargeError: It is over the setting ``MAX_PAGE_BYTES``.
    """
    parts = take_apart(page, url=url, published_at=published_at, language=language)
    article = assemble(*parts)
    clues = find_clues(parts.capture, parts.page, parts.declared)
    labels, _ = choose_labels(parts.capture, parts.page, clues, parts.declared)
    if parts.capture.media == "body" or is_note(parts.page):
        scores = list(labels.scores)
        reasons: list[tuple[Reason, ...]] = [(rule,) for rule in find_clean_rules(labels)]
    else:
        scores, reasons = _ask(parts.page, clues, labels, article)
        beyond = len(article.blocks) - len(reasons)
        scores += [0.0] * beyond
        reasons += [(say_beyond(MOST_BLOCKS),)] * beyond
    return Explanation(
        article=article,
        blocks=tuple(
            ExplainedBlock(
                article=article.id, kind=block.kind, start=block.start, end=block.end,
                score=round(score, 4), reasons=why,
            )
            for block, score, why in zip(article.blocks, scores, reasons, strict=True)
        ),
    )  # fmt: skip


def _ask(
    page: Page, clues: Clues, labels: Labels, article: Article
) -> tuple[list[float], list[tuple[Reason, ...]]]:
    """Return how sure the labeller is of every block it labels, and what speaks for its kind."""
    if not page.blocks:
        return [], []
    page = dataclasses.replace(page, blocks=page.blocks[:MOST_BLOCKS])
    labeller = load_labeller()
    measures = [measure(block) for block in page.blocks]
    features = find_features(page, clues, measures, labeller.vocabulary)
    seen = labeller.score(features)
    chosen, _ = name_blocks(labeller.kinds, seen, find_running(seen.running))
    rules = find_rules(page, clues, labels, chosen, has_article=article.completeness != "none")
    kinds = [block.kind for block in article.blocks[:MOST_BLOCKS]]
    without = Without(labeller, features, kinds)
    reasons = _Reasons(without, Evidence(page, features, labeller.vocabulary), article,
                       features.numbers.shape[1])  # fmt: skip
    return without.scores.tolist(), [
        (rule,) if rule else reasons.of(number) for number, rule in enumerate(rules)
    ]


class _Reasons:
    """The falls without each group and without its parts, for all blocks of a page."""

    def __init__(self, without: Without, evidence: Evidence, article: Article, width: int) -> None:
        self._evidence, self._at = evidence, columns(width)
        self._kinds = [block.kind for block in article.blocks]
        at = self._at._asdict()
        self._shape = {name: without.numbers(at[name]) for name in _SHAPE}
        self._place = {name: without.numbers(at[name]) for name in _PLACE}
        self._words, (self._own, self._outer) = without.each_word(), without.each_name()
        self._groups: dict[What, Floats] = {
            "words": without.words(),
            "shape": without.numbers([each for name in _SHAPE for each in at[name]]),
            "names": without.names(),
            "place": without.numbers([each for name in _PLACE for each in at[name]]),
            "declared": without.numbers(at["declared"]),
            "neighbours": without.neighbours(),
        }

    def of(self, block: int) -> tuple[Reason, ...]:
        """Return what speaks for the kind of a block, the strongest first."""
        weights = [(round(float(falls[block]), 2), what) for what, falls in self._groups.items()]
        strong = sorted((pair for pair in weights if pair[0] >= _LEAST_WEIGHT), reverse=True)
        return tuple(
            Reason(what=what, weight=weight, evidence=self._tell(what, block))
            for weight, what in strong[:MAX_REASONS]
        )

    def _tell(self, what: What, block: int) -> tuple[str, ...]:
        evidence = self._evidence
        if what == "words":
            return evidence.words(block, self._words)
        if what == "names":
            return evidence.names(block, self._own, self._outer)
        if what == "declared":
            return evidence.declared(block, self._at)
        if what == "neighbours":
            return evidence.neighbours(block, self._kinds)
        return evidence.parts(block, self._shape if what == "shape" else self._place, self._at)
