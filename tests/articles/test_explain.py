"""Why blocks have their kinds: the blocks are those of the article, the reasons what is there."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from onrecord.articles.assemble import choose_labels
from onrecord.articles.clues import find_clues
from onrecord.articles.evidence import say_name, say_word
from onrecord.articles.explain import MAX_REASONS, explain
from onrecord.articles.explanation import ExplainedBlock, Explanation
from onrecord.articles.features import find_features
from onrecord.articles.hiding import Columns, Without, columns
from onrecord.articles.labeller import Labeller, Scores, load_labeller
from onrecord.articles.measure import measure
from onrecord.articles.read import read, take_apart
from onrecord.records import Capture

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "belarus-prisoners"
PAGE = EXAMPLES / "2025-09-11-post.html"
PASTED = EXAMPLES / "2025-09-12-review.txt"
CLEAN = (
    "Strike ends\n\nThe dock workers went back to work on Monday.\n\n- The cranes stand still.\n\n"
    "Correction: An earlier version of this article misstated the number of cranes."
)
LINKS = "".join(f'<li><a href="/{number}">Council number {number}</a></li>' for number in range(20))
NO_ARTICLE = f"<html><body><nav><ul>{LINKS}</ul></nav><h1>The Daily</h1></body></html>"


def words(explanation: Explanation, block: ExplainedBlock) -> str:
    return explanation.article.text[block.start : block.end]


def find(explanation: Explanation, text: str) -> ExplainedBlock:
    return next(block for block in explanation.blocks if text in words(explanation, block))


@pytest.fixture(scope="module")
def page() -> Explanation:
    return explain(PAGE.read_bytes())


@pytest.fixture(scope="module")
def pasted() -> Explanation:
    return explain(PASTED.read_bytes())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.*t*")), ids=lambda path: path.name)
def test_it_explains_the_very_article_that_is_read(path: Path) -> None:
    explanation = explain(path.read_bytes())
    article = read(path.read_bytes())
    assert explanation.article == article
    assert [(each.kind, each.start, each.end) for each in explanation.blocks] == [
        (each.kind, each.start, each.end) for each in article.blocks
    ]
    assert {each.article for each in explanation.blocks} == {article.id}
    for block in explanation.blocks:
        assert 0 <= block.score <= 1
        assert len(block.reasons) <= MAX_REASONS
        weights = [each.weight for each in block.reasons]
        assert weights == [None] or all(weight is not None and weight > 0 for weight in weights)
        assert weights == sorted(weights, key=lambda weight: -(weight or 0))
        for reason in block.reasons:
            assert reason.evidence
            assert all(reason.evidence)


def test_the_same_page_has_the_same_reasons(page: Explanation) -> None:
    assert explain(PAGE.read_bytes()) == page


def test_scores_are_the_labeller_s_where_it_decides(page: Explanation) -> None:
    parts = take_apart(PAGE.read_bytes())
    clues = find_clues(parts.capture, parts.page, parts.declared)
    labels, completeness = choose_labels(parts.capture, parts.page, clues, parts.declared)
    assert completeness == "full"
    for block, score in zip(page.blocks, labels.scores, strict=True):
        if not any(reason.what == "rule" for reason in block.reasons):
            assert block.score == pytest.approx(score, abs=1e-3)


def test_words_are_named_that_stand_in_the_block(page: Explanation) -> None:
    told = [
        (words(page, block).lower(), evidence)
        for block in page.blocks
        for reason in block.reasons
        if reason.what == "words"
        for evidence in reason.evidence
    ]
    plain = [(text, said[1:-1]) for text, said in told if said[0] == "“" and "[" not in said]
    assert len(plain) > 20
    for text, said in plain:
        assert "".join(said.split()) in "".join(text.replace("’", "'").split())


def test_comments_are_told_by_the_names_around_them(page: Explanation) -> None:
    block = find(page, "Good news for once")
    (names,) = [reason for reason in block.reasons if reason.what == "names"]
    assert "inside “comments”" in names.evidence


def test_neighbours_are_named(page: Explanation) -> None:
    blocks = [(number, block) for number, block in enumerate(page.blocks)]
    told = [
        (number, reason)
        for number, block in blocks
        for reason in block.reasons
        if reason.what == "neighbours"
    ]
    assert told
    for number, reason in told:
        above, below = reason.evidence
        assert above == "nothing above" or page.blocks[number - 1].kind in above
        assert below == "nothing below" or page.blocks[number + 1].kind in below


def test_a_rule_says_that_it_decided(pasted: Explanation) -> None:
    address = pasted.blocks[0]
    assert (address.kind, address.reasons[0].what) == ("other", "rule")
    assert address.reasons[0].weight is None
    assert "address" in address.reasons[0].evidence[0]
    bio = find(pasted, "Jana Kvist writes about")
    assert bio.kind == "author_bio"
    assert "Jana Kvist" in str([reason.evidence for reason in bio.reasons])


def test_pasted_text_has_no_names(pasted: Explanation) -> None:
    groups = {reason.what for block in pasted.blocks for reason in block.reasons}
    assert "names" not in groups
    assert groups >= {"words", "shape", "neighbours"}


def test_clean_text_is_explained_by_its_rules() -> None:
    capture = Capture(name="a", content=CLEAN.encode(), media="body", title="Strike ends")
    explanation = explain(capture)
    assert [block.kind for block in explanation.blocks] == [
        "headline", "paragraph", "list", "correction",
    ]  # fmt: skip
    for block in explanation.blocks:
        (reason,) = block.reasons
        assert (reason.what, reason.weight, block.score) == ("rule", None, 1.0)
    assert explanation.blocks[2].reasons[0].evidence[0] == "begins as an item of a list does"


def test_a_page_without_an_article_says_so() -> None:
    explanation = explain(NO_ARTICLE)
    assert explanation.article.completeness == "none"
    heading = find(explanation, "The Daily")
    assert heading.kind == "other"
    assert "no article" in heading.reasons[0].evidence[0]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("share", "“share”"),
        ("read more", "“read more”"),
        ("^by", "begins with “by”"),
        ("said$", "ends with “said”"),
        ("03 min", "“[number] min”"),
        ("@facebook", "links to “facebook”"),
        ("@/", "a link within the site"),
        ("# data", "“# data”"),
        ("^", "“^”"),
    ],
)
def test_entries_of_the_vocabulary_are_said_in_words(entry: str, said: str) -> None:
    assert say_word(entry) == said


def test_names_are_elements_or_class_words() -> None:
    elements = {"<nav": 1}
    assert say_name("<p", elements) == "<p>"
    assert say_name("=nav", elements) == "<nav>"
    assert say_name("=teaser", elements) == "names that say teaser"
    assert say_name("related", elements) == "“related”"


def test_every_number_is_in_one_group() -> None:
    width = 65
    groups: Columns = columns(width)
    assert sorted(chain.from_iterable(groups)) == list(range(width))


class Halves(Labeller):
    """A labeller that knows one kind of each state, and is half sure."""

    kinds = ("paragraph", "other")

    def __init__(self) -> None:
        self.asked = 0

    def score(self, features: object) -> Scores:
        self.asked += 1
        size = len(features.numbers)  # type: ignore[attr-defined]
        return Scores(np.full(size, 0.5, np.float32), np.full((size, 2), 0.5, np.float32))


def test_what_changes_nothing_weighs_nothing() -> None:
    parts = take_apart(PASTED.read_bytes())
    clues = find_clues(parts.capture, parts.page, parts.declared)
    measures = [measure(block) for block in parts.page.blocks]
    features = find_features(parts.page, clues, measures, load_labeller().vocabulary)
    halves = Halves()
    without = Without(halves, features, ["other"] * len(parts.page.blocks))
    assert without.scores == pytest.approx(0.5)
    assert not without.words().any()
    assert not without.neighbours().any()
    assert halves.asked == 2 + len(parts.page.blocks)


def test_blocks_beyond_the_bound_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("label", "explain"):
        monkeypatch.setattr(f"onrecord.articles.{module}.MOST_BLOCKS", 20)
    explanation = explain(PASTED.read_bytes())
    assert len(explanation.blocks) == len(explanation.article.blocks) > 20
    assert explanation.blocks[19].reasons[0].what != "rule"
    for block in explanation.blocks[20:]:
        assert (block.kind, block.score, block.reasons[0].what) == ("other", 0.0, "rule")
        assert "first 20 blocks" in block.reasons[0].evidence[0]


def test_a_long_page_is_not_asked_entry_by_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.articles.hiding.MOST_ASKED", 10)
    explanation = explain(PASTED.read_bytes())
    reasons = [reason for block in explanation.blocks for reason in block.reasons]
    assert all(reason.evidence for reason in reasons)
    neighbours = [
        number
        for number, block in enumerate(explanation.blocks)
        if any(reason.what == "neighbours" for reason in block.reasons)
    ]
    assert max(neighbours) < 10
