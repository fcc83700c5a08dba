"""Who says what: sources, cues and contents on PolNeAR, certainty on UW's event factuality.

    python evaluation/gate.py ../shared/gold --part attribution

PolNeAR: the 84 documents of the official development split; the rules were written looking at
documents of the training split only. Spans are compared as sets of words.

    cue_f1              cues that share a word, paired one to one
    content_exact_f1    contents with the same words
    content_token_f1    words inside any content, over all documents
    source_f1           sources that share a word, among pairs whose contents overlap
    whole_f1            source, cue and content each overlap, intersection over union >= 0.5
    whole_direct_f1     the same where at least four fifths of the content are quoted

Factuality: Pearson's r with the mean of UW's annotators, over the events of its
development split.

FactAppeal: spans of its validation split, macro-F1 of sourced facts, unsourced facts, sources and
their attributes; each sentence is an article.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import correlation
from typing import Any

from onrecord.records import Article, Block, Statement
from onrecord.statements.attributions.quotations import find_quotations
from onrecord.statements.find import find_statements

MOST_DOCUMENTS = 150
MOST_SENTENCES = 400
OVERLAP = 0.5
QUOTED = 0.8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Triple:
    """One attribution as sets of words, each word by its place."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    is_direct: bool


@dataclass
class Tally:
    """Counts for a precision and a recall."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def add(self, hits: int, found: int, gold: int) -> None:
        """Count one document."""
        self.hits += hits
        self.found += found
        self.gold += gold

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of attribution, of factuality and of facts."""
    return polnear(gold) | factuality(gold) | factappeal(gold)


# -- attributions ----------------------------------------------------------------------------


def polnear(gold: Path, split: str = "dev", most: int = MOST_DOCUMENTS) -> dict[str, float]:
    """Score the attributions of one split of PolNeAR."""
    tallies = {name: Tally() for name in ("cue", "exact", "token", "source", "whole", "direct")}
    for record in documents(gold, split, most):
        expected = [triple(record["text"], a["source"], a["cue"], a["content"])
                    for a in record["attributions"]]  # fmt: skip
        found = [
            triple(record["text"], *spans_of(statement))
            for statement in find_statements(article_of(record))
            if statement.source or statement.cue or statement.form == "quotation"
        ]
        count(tallies, mark_direct(record["text"], expected), mark_direct(record["text"], found))
    return {
        "polnear.cue_f1": tallies["cue"].f1,
        "polnear.content_exact_f1": tallies["exact"].f1,
        "polnear.content_token_f1": tallies["token"].f1,
        "polnear.source_f1": tallies["source"].f1,
        "polnear.whole_f1": tallies["whole"].f1,
        "polnear.whole_direct_f1": tallies["direct"].f1,
    }


def documents(gold: Path, split: str, most: int) -> Iterator[dict[str, Any]]:
    """Yield the documents of one official split."""
    with (gold / "polnear" / "items.jsonl").open(encoding="utf-8") as lines:
        records = (record for line in lines if (record := json.loads(line)))
        chosen = (record for record in records if record["official_split"] == split)
        for _, record in zip(range(most), chosen, strict=False):
            yield record


def article_of(record: dict[str, Any]) -> Article:
    """Return clean text as an article: each line a paragraph."""
    blocks = [
        Block(kind="paragraph", start=match.start(), end=match.end())
        for match in re.finditer(r"[^\n]+", record["text"])
        if match.group().strip()
    ]
    return Article(id=record["id"], language="en", text=record["text"], blocks=tuple(blocks))


def spans_of(statement: Statement) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the spans of source, cue and content."""
    source = [statement.source.span] if statement.source else []
    cue = list(statement.cue.spans) if statement.cue else []
    return source, cue, list(statement.content.spans)


def triple(text: str, source: Iterable[Any], cue: Iterable[Any], content: Iterable[Any]) -> Triple:
    """Return spans as sets of words; direct speech is marked later."""
    return Triple(words(text, source), words(text, cue), words(text, content), is_direct=False)


def words(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the places where the words of some spans start; a sign counts if no word is there."""
    found = {
        start + match.start() for start, end in spans for match in _WORD.finditer(text[start:end])
    }
    return frozenset(found or (start for start, _ in spans))


def mark_direct(text: str, triples: Iterable[Triple]) -> list[Triple]:
    """Mark the triples whose content is in quotation marks."""
    block = Block(kind="paragraph", start=0, end=len(text))
    blocks = [
        Block(kind="paragraph", start=match.start(), end=match.end())
        for match in re.finditer(r"[^\n]+", text)
    ] or [block]
    quoted = {
        place
        for quotation in find_quotations(text, blocks)
        for span in quotation.spans
        for place in range(span.start, span.end)
    }
    return [
        Triple(one.source, one.cue, one.content,
               is_direct=len(one.content & quoted) >= QUOTED * max(1, len(one.content)))
        for one in triples
    ]  # fmt: skip


def count(tallies: dict[str, Tally], expected: list[Triple], found: list[Triple]) -> None:
    """Add one document to the tallies."""

    def tally(name: str, test: Callable[[Triple, Triple], bool], *, direct: bool = False) -> None:
        left = [one for one in expected if one.is_direct or not direct]
        right = [one for one in found if one.is_direct or not direct]
        tallies[name].add(pairs(left, right, test), len(right), len(left))

    tally("cue", lambda one, other: bool(one.cue & other.cue))
    tally("exact", lambda one, other: one.content == other.content)
    tally("whole", is_same)
    tally("direct", is_same, direct=True)
    mine = frozenset[int]().union(*(one.content for one in found))
    theirs = frozenset[int]().union(*(one.content for one in expected))
    tallies["token"].add(len(mine & theirs), len(mine), len(theirs))
    matched = [
        (one, other)
        for one in expected
        if (other := max(found, key=lambda f: share(one.content, f.content), default=None))
        and share(one.content, other.content) >= OVERLAP
    ]
    hits = sum(bool(one.source & other.source) for one, other in matched)
    tallies["source"].add(
        hits, sum(bool(other.source) for _, other in matched),
        sum(bool(one.source) for one, _ in matched),
    )  # fmt: skip


def pairs(left: list[Triple], right: list[Triple], test: Callable[[Triple, Triple], bool]) -> int:
    """Return how many can be paired one to one, in page order."""
    free = list(right)
    hits = 0
    for one in left:
        partner = next((other for other in free if test(one, other)), None)
        if partner is not None:
            free.remove(partner)
            hits += 1
    return hits


def is_same(one: Triple, other: Triple) -> bool:
    """Whether source, cue and content each overlap by half."""
    return all(
        share(getattr(one, part), getattr(other, part)) >= OVERLAP
        for part in ("source", "cue", "content")
    )


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """Return intersection over union; two empty sets are the same."""
    union = one | other
    return len(one & other) / len(union) if union else 1.0


# -- factuality ------------------------------------------------------------------------------


def factuality(gold: Path) -> dict[str, float]:
    """Score how sure the text is of its happenings, on UW's development split.

    Each sentence is an article. `uw.events_found` is the share of UW's events at whose word a
    statement has a happening, `uw.factuality_r` Pearson's r of their factuality;
    `uw.statement_factuality_r` is that of the shortest statement whose content holds the word.
    """
    of_words: list[tuple[float, float]] = []
    of_statements: list[tuple[float, float]] = []
    events = 0
    for number, record in enumerate(sentences_of(gold, "factuality-uw", "dev")):
        text = record["text"]
        statements = find_statements(one_block(f"uw-{number}", text))
        happenings = {
            place: one.factuality
            for statement in statements
            for one in statement.happenings
            for place in range(one.span.start, one.span.end)
        }
        starts = word_starts(text)
        for target in record["targets"]:
            events += 1
            place = starts[target["span1"][0]]
            if place in happenings:
                of_words.append((target["label"], happenings[place]))
            telling = [one for one in statements if holds(one, place)]
            if telling:
                shortest = min(telling, key=lambda one: len(one.content.text))
                of_statements.append((target["label"], shortest.factuality))
    return {
        "uw.factuality_r": correlation(*zip(*of_words, strict=True)),
        "uw.events_found": len(of_words) / events,
        "uw.statement_factuality_r": correlation(*zip(*of_statements, strict=True)),
    }


def sentences_of(gold: Path, name: str, split: str) -> list[dict[str, Any]]:
    """Return the first sentences of one official split of a set of single sentences."""
    with (gold / name / "items.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [one for one in records if one["official_split"] == split][:MOST_SENTENCES]


def one_block(name: str, text: str) -> Article:
    """Return a sentence as an article."""
    block = Block(kind="paragraph", start=0, end=len(text))
    return Article(id=name, language="en", text=text, blocks=(block,))


def holds(statement: Statement, place: int) -> bool:
    """Whether the content of a statement covers a place."""
    return any(span.start <= place < span.end for span in statement.content.spans)


def word_starts(text: str) -> list[int]:
    """Return where each word of a text split at spaces starts."""
    return [match.start() for match in re.finditer(r"\S+", text)]


# -- facts and appeals -----------------------------------------------------------------------

APPEALS = {
    "Fact_Appeal": "sourced_fact",
    "Fact_No_Appeal": "unsourced_fact",
    "Source": "source",
    "Source_Attribute": "attribute",
}


def factappeal(gold: Path) -> dict[str, float]:
    """Score facts and their sources on FactAppeal's validation split.

    A span agrees with one of the same tag when they share half of the words of both together.
    Sourced facts are contents with a source or in quotation marks, unsourced ones are narrated.
    The measure follows Morlan et al. 2025, with overlap in place of equality.
    """
    tallies = {name: Tally() for name in APPEALS.values()}
    for number, record in enumerate(sentences_of(gold, "factappeal", "val")):
        text = record["text"]
        if record["unbalanced"]:
            continue
        expected: dict[str, list[frozenset[int]]] = {name: [] for name in tallies}
        found: dict[str, list[frozenset[int]]] = {name: [] for name in tallies}
        for span in record["spans"]:
            if span["tag"] in APPEALS:
                expected[APPEALS[span["tag"]]].append(words(text, [(span["start"], span["end"])]))
        for one in find_statements(one_block(f"fact-{number}", text)):
            is_told = one.form == "narration"
            found["unsourced_fact" if is_told else "sourced_fact"].append(
                words(text, one.content.spans)
            )
            if one.source is not None:
                found["source"].append(words(text, [one.source.span]))
                place = text.find(one.source.attribute) if one.source.attribute else -1
                if one.source.attribute and place >= 0:
                    end = place + len(one.source.attribute)
                    found["attribute"].append(words(text, [(place, end)]))
        for name, tally in tallies.items():
            left, right = set(expected[name]), set(found[name])
            tally.add(overlapping(left, right), len(right), len(left))
    by_tag = {f"factappeal.{name}": tally.f1 for name, tally in tallies.items()}
    return by_tag | {"factappeal.macro": sum(by_tag.values()) / len(by_tag)}


def overlapping(left: set[frozenset[int]], right: set[frozenset[int]]) -> int:
    """Return how many can be paired one to one with a share of half or more."""
    free = set(right)
    hits = 0
    for one in left:
        partner = max(free, key=lambda other: share(one, other), default=None)
        if partner is not None and share(one, partner) >= OVERLAP:
            free.remove(partner)
            hits += 1
    return hits
