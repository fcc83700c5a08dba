"""Which blocks have their kind by a rule, not by the trained labeller, and which rule."""

from collections.abc import Sequence

from onrecord.articles.explanation import Reason
from onrecord.articles.headline import repeats
from onrecord.articles.label import Labels
from onrecord.articles.page import Clues, Page
from onrecord.articles.phrases import line_kind
from onrecord.articles.text_blocks import is_address
from onrecord.block_kinds import BODY_KINDS, BlockKind

_CLEAN = "the text was given as an article and nothing else"
_CLEAN_KINDS: dict[BlockKind, str] = {
    "headline": "repeats the title",
    "correction": "begins as a correction does",
    "list": "begins as an item of a list does",
    "subhead": "a short line that does not end as a sentence does",
    "paragraph": "all else is a paragraph",
}


def find_rules(
    page: Page, clues: Clues, labels: Labels, chosen: Sequence[BlockKind], *, has_article: bool
) -> list[Reason | None]:
    """Return for each block the rule that gave it another kind than the network's, or None.

    Args:
        page: The blocks.
        clues: Of these the declared headline.
        labels: The kinds after the rules of the labeller.
        chosen: The kinds that the network alone chooses, of the blocks that it labels.
        has_article: Whether the page holds an article; where not, no block is part of one.
    """
    found: list[Reason | None] = []
    for index, (kind, own) in enumerate(zip(labels.kinds, chosen, strict=False)):
        rules = [] if kind == own else [_rule(page, clues, labels, index, own)]
        if not has_article and kind in BODY_KINDS:
            rules = [f"the page holds no article; in one it would be {_a(kind)}"]
        found.append(_decided(rules[0], f"the labeller alone says {own}") if rules else None)
    return found


def find_clean_rules(labels: Labels) -> list[Reason]:
    """Return for each block of a text known to be an article the rule that named it."""
    return [
        _decided(_CLEAN_KINDS.get(kind, "a rule of clean text"), _CLEAN) for kind in labels.kinds
    ]


def say_beyond(most: int) -> Reason:
    """Return the rule for what comes after the blocks of a page that are labelled."""
    return _decided(f"only the first {most:,} blocks of a page are labelled")


def _rule(page: Page, clues: Clues, labels: Labels, index: int, own: BlockKind) -> str:
    kind, text = labels.kinds[index], page.blocks[index].text
    for bio in labels.bios:
        if bio.first <= index <= bio.last:
            return f"it tells of {bio.name}, who wrote the article"
        if bio.line == index:
            return f"the name {bio.name} stands above what the page tells of its author"
    if kind == "headline":
        if clues.headline and repeats(text, clues.headline):
            return "it repeats the headline that the page declares"
        return "no other line is more like the headline"
    if kind == "correction" and line_kind(text) == "correction":
        return "begins as a correction does"
    if index == 0 and not page.marked_up and is_address(text):
        return "the page's address, pasted above it"
    if own == "headline":
        return "another block is the headline"
    if kind == "other":
        return "the page prints the same paragraph above"
    return f"its words are those of {_a(kind)} line"


def _a(kind: BlockKind) -> str:
    return f"a{'n' if kind[0] in 'aeiou' else ''} {kind}"


def _decided(*evidence: str) -> Reason:
    return Reason(what="rule", weight=None, evidence=evidence)
