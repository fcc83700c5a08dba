"""What the seed page states, as a person wrote it down, against what the reader finds.

    python evaluation/gate.py ../shared/gold --part seed

The seed page is a news page as copied from a browser; it lies beside the gold folder, at
``seed/page.txt``, and is no part of the repository. ``seed_statements.jsonl`` holds what its
article states: places, names and labels, none of its sentences. It was written by one person from
the page alone, before any output for it was looked at. Nothing may be tuned to it.

The guideline it follows:

-   Headline, standfirst and paragraphs state; furniture and the author's bio do not. Each thing
    attributed to somebody is a statement of theirs, with the name that the article itself gives
    for "she" or "the president". What nobody is made responsible for is the outlet's.
-   A sentence of several independent clauses that a desk would check one by one is several
    statements; clauses that share their subject are one. A name held to be somebody's is a
    statement of its own, since it is less sure than what its sentence tells.
-   The cue is no part of the content, the conjunction and the quotation marks are. An event that
    a cue tells ("urged") belongs to the statement whose cue it is.
-   Where two careful people would differ, the first of ``contents``, ``names``, ``certainty`` or
    ``categories`` is ours and the others are as good. What one would record and the other leave
    out (the headline said again, a participle, an event only mentioned) is ``optional``:
    right if found, not missed if not.

One of our statements is that of a hand statement if both have the same source, or none, and half
of the words that either content has are shared. The one that shares most is judged.

    found           statements by hand that are ours as well
    invented_free   our statements of which half the words are a hand statement's of that source
    right_speaker   our attributed statements on words of a hand statement that have its source
    certainty       found statements with the certainty, or one that is as good
    figures         F1 of the found statements' figures: value, unit, "about", and what it counts
    events          F1 of their events: trigger and PLOVER category

Since then only event categories were added, as good as those there: PLOVER's conversion table from
CAMEO has AGREE for sanctions to be eased and cooperation to come, and COERCE for sanctions.

The page has twenty statements: each weighs 0.05, and one page proves little by itself. Rules in the
repository were written with this page in sight, so for them the scores flatter.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord.articles.read import read
from onrecord.records import Event, Figure, Source, Span, Statement
from onrecord.statements.find import find_statements

HAND = Path(__file__).with_name("seed_statements.jsonl")
#: The places of the statements hold for this page only.
PAGE_SHA256 = "c0ea8ade7475f0d1f31130156fbee496372c0225c0dcd515e0cf140d8364e03d"
OVERLAP = 0.5

_WORD = re.compile(r"\w+")

Item = dict[str, Any]
#: The words of a content, each by the place where it starts.
Places = frozenset[int]


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of the statements found on the seed page.

    Raises:
        ValueError: The page is not the one that the hand statements are of.
    """
    page = (gold.parent / "seed" / "page.txt").read_bytes()
    if hashlib.sha256(page).hexdigest() != PAGE_SHA256:
        raise ValueError("seed/page.txt is not the page that seed_statements.jsonl is of")
    text = page.decode("utf-8")
    return compare(text, find_statements(read(text)), load_hand())


def load_hand() -> list[Item]:
    """Return the hand statements, in the order of the page."""
    return [json.loads(line) for line in HAND.read_text(encoding="utf-8").splitlines()]


def compare(text: str, ours: Sequence[Statement], hand: Sequence[Item]) -> dict[str, float]:
    """Return every score of the statements `ours` of `text` against those by hand."""
    wanted = [item for item in hand if not item["optional"]]
    matched = [(item, one) for item in wanted if (one := counterpart(text, item, ours))]
    spoken = [
        is_right
        for one in ours
        if one.source and (is_right := has_right_speaker(text, one, hand)) is not None
    ]
    return {
        "found": len(matched) / len(wanted),
        "invented_free": _share(is_backed(text, one, hand) for one in ours),
        "right_speaker": _share(spoken),
        "certainty": _share(one.certainty in item["certainty"] for item, one in matched),
        "figures": _f1(
            (item["figures"], one.figures, lambda wanted, found: same_figure(text, wanted, found))
            for item, one in matched
        ),
        "events": _f1((item["events"], one.events, same_event) for item, one in matched),
    }


def counterpart(text: str, item: Item, ours: Iterable[Statement]) -> Statement | None:
    """Return the one of our statements that is the hand statement `item`, if any is."""
    contents = [_places(text, spans) for spans in item["contents"]]
    best, most = None, OVERLAP
    for one in ours:
        found = _places(text, one.content.spans)
        shared = max(len(found & content) / len(found | content) for content in contents)
        if has_source(one.source, item) and shared >= most and (best is None or shared > most):
            best, most = one, shared
    return best


def is_backed(text: str, one: Statement, hand: Iterable[Item]) -> bool:
    """Whether half of our words are those of a hand statement of the same source."""
    return any(has_source(one.source, item) and _lies_on(text, one, item) for item in hand)


def has_right_speaker(text: str, one: Statement, hand: Iterable[Item]) -> bool | None:
    """Whether a hand statement on our words has our source; None if none is on them."""
    touched = [item for item in hand if _lies_on(text, one, item)]
    return any(has_source(one.source, item) for item in touched) if touched else None


def has_source(source: Source | None, item: Item) -> bool:
    """Whether our source is the hand statement's, by its name; both may be none."""
    if source is None or item["source"] is None:
        return source is None and item["source"] is None
    return _plain(source.name) in {_plain(name) for name in item["source"]["names"]}


def same_figure(text: str, wanted: Item, found: Figure) -> bool:
    """Whether our figure has the value, unit, change and thing counted of the hand's."""
    counted = Span(*wanted["of"]).of(text).lower()
    told = " ".join(filter(None, (found.counts, found.share_of, found.unit))).lower()
    is_share = wanted["unit"] == "percent"
    return (
        found.value == wanted["value"]
        and found.change == wanted["change"]
        and (found.unit == "percent") == is_share
        # a unit stands in the singular
        and (counted in told or found.unit == counted.removesuffix("s"))
    )


def same_event(wanted: Item, found: Event) -> bool:
    """Whether our event has the trigger and one of the categories of the hand's."""
    start, end = wanted["trigger"]
    touches = found.trigger.start < end and start < found.trigger.end
    return touches and found.category in wanted["categories"]


def _lies_on(text: str, one: Statement, item: Item) -> bool:
    """Whether half of our words are in a content of the hand statement."""
    found = _places(text, one.content.spans)
    return any(
        len(found & _places(text, spans)) >= OVERLAP * max(1, len(found))
        for spans in item["contents"]
    )


def _places(text: str, spans: Iterable[Sequence[int]]) -> Places:
    return frozenset(
        start + word.start() for start, end in spans for word in _WORD.finditer(text[start:end])
    )


def _plain(name: str) -> str:
    """Return a name without case, full stops and its article."""
    return " ".join(name.lower().replace(".", "").split()).removeprefix("the ")


def _share(answers: Iterable[bool]) -> float:
    """Return the share that is true, 0.0 of none."""
    given = list(answers)
    return sum(given) / len(given) if given else 0.0


def _f1(rows: Iterable[tuple[list[Item], Sequence[Any], Callable[[Item, Any], bool]]]) -> float:
    """Return F1 over rows of hand facts, ours, and whether two are the same."""
    hits = missed = wrong = 0
    for wanted, found, is_same in rows:
        for item in wanted:
            is_found = any(is_same(item, one) for one in found)
            hits += is_found and not item["optional"]
            missed += not is_found and not item["optional"]
        wrong += sum(not any(is_same(item, one) for item in wanted) for one in found)
    return 2 * hits / (2 * hits + missed + wrong) if hits else 0.0
