"""The gold sets the reader is trained on, as documents with labelled spans.

Only the parts that nothing is scored on are read: the official training split of PolNeAR, of
UW's event factuality and of FactAppeal, and the half of the worldwide newswire whose
identifiers hash to even (`evaluation/facts.py`). Spans are half-open code points of the
document's own text, as everywhere.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation"))

import facts_mapping
from facts import is_held_out

Span = tuple[int, int]

#: Classes of the worldwide newswire that are learnt, and ours for them.
NAMES = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "Facility": "facility",
    "NORP": "group",
    "Product": "product",
    "Misc": "other",
}
#: Share of the sentences of UDS-IH2 that is read, in 256ths: web text, and three times all of UW.
_UDS_SHARE = 87
_WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "place"}
FACT_LAYERS = ("Fact_No_Appeal", "Fact_Appeal", "Source", "Source_Attribute")


@dataclass(frozen=True)
class Attribution:
    """One attribution relation: the spans of its three parts; the source may be missing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass
class Document:
    """A text and what is known of it; None where the set says nothing of that matter.

    `names` are (span, kind); `unsure` are spans whose kind the set does not tell in our
    terms. `events` are (span, factuality from -3 to 3); `all_events` says that every event of
    the text is marked. `facts` are the spans of each of `FACT_LAYERS`.
    """

    text: str
    attributions: list[Attribution] | None = None
    names: list[tuple[Span, str]] | None = None
    unsure: list[Span] = field(default_factory=list)
    events: list[tuple[Span, float]] | None = None
    all_events: bool = False
    facts: dict[str, list[Span]] | None = None


def documents(gold: Path) -> Iterator[Document]:
    """Yield every document that may be trained on."""
    yield from _polnear(gold)
    yield from _worldwide(gold)
    yield from _wikigold(gold)
    yield from _factuality(gold)
    yield from _factappeal(gold)


def _rows(gold: Path, name: str) -> Iterator[dict[str, Any]]:
    with (gold / name / "items.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _polnear(gold: Path) -> Iterator[Document]:
    for row in _rows(gold, "polnear"):
        if row["official_split"] == "train":
            found = [
                Attribution(
                    *(tuple(map(tuple, one[part])) for part in ("source", "cue", "content"))
                )
                for one in row["attributions"]
            ]
            yield Document(row["text"], attributions=found)


def _named_text(sentences: list[list[list[str]]]) -> tuple[str, list[tuple[Span, str]]]:
    """Return pretokenised sentences as running text, one a line, with their tagged spans."""
    text, spans = "", []
    for sentence in sentences:
        kind, start, end = "", 0, 0
        for word, tag in [*sentence, ["", "O"]]:
            prefix, _, label = tag.partition("-")
            if kind and (prefix in ("O", "B") or label != kind):
                spans.append(((start, end), kind))
                kind = ""
            if word:
                text += facts_mapping.glue(text, word)
                if label and not kind:
                    kind, start = label, len(text)
                text += word
                end = len(text)
        text += "\n"
    return text, spans


def _worldwide(gold: Path) -> Iterator[Document]:
    for row in _rows(gold, "worldwide-ner"):
        if not is_held_out(row["id"]):
            text, spans = _named_text(row["sentences"])
            names = [(span, NAMES[kind]) for span, kind in spans if kind in NAMES]
            yield Document(text, names=names)


def _wikigold(gold: Path) -> Iterator[Document]:
    for row in _rows(gold, "wikigold"):
        text, spans = _named_text(row["sentences"])
        names = [(span, _WIKIGOLD[kind]) for span, kind in spans if kind in _WIKIGOLD]
        yield Document(text, names=names, unsure=[span for span, kind in spans if kind == "MISC"])


def _factuality(gold: Path) -> Iterator[Document]:
    for name in ("factuality-uw", "factuality-meantime", "factuality-uds-ih2"):
        for row in _rows(gold, name):
            if name == "factuality-uw" and row["official_split"] != "train":
                continue
            if name == "factuality-uds-ih2" and _hash(row["text"]) >= _UDS_SHARE:
                continue
            words = [match.span() for match in re.finditer(r"\S+", row["text"])]
            events = [(words[one["span1"][0]], one["label"]) for one in row["targets"]]
            yield Document(row["text"], events=events, all_events=name == "factuality-uw")


def _hash(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[0]


def _factappeal(gold: Path) -> Iterator[Document]:
    for row in _rows(gold, "factappeal"):
        if row["official_split"] == "train" and not row["unbalanced"]:
            facts: dict[str, list[Span]] = {layer: [] for layer in FACT_LAYERS}
            for one in row["spans"]:
                if one["tag"] in facts:
                    facts[one["tag"]].append((one["start"], one["end"]))
            yield Document(row["text"], facts=facts)
