"""Whom the sources of statements mean: "she", "the minister", "the agency" in news texts.

    python evaluation/gate.py ../shared/gold --part speakers

``speakers.jsonl`` has the cases, labelled by us by the guideline in ``speakers.md``. Of each case
our statement is taken whose source overlaps most with the words of the case.

    resolved                 share of the cases with the right name; without a statement is wrong
    resolved_given_found     the same over the cases with a statement
    wrong_name_avoided       share of the cases that were not given the name of somebody else
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import facts_mapping as mapping
from facts import is_held_out

from onrecord.block_kinds import BlockKind
from onrecord.records import Article, Block, Source, Span
from onrecord.statements.find import find_statements

Item = dict[str, Any]

CASES = Path(__file__).parent / "speakers.jsonl"

_CLITIC = re.compile(r"(?<=\w) (?=['’](?:s|re|ve|ll|d|m|t)\b|n['’]t\b)")
_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")
_DATES = ("%B %d, %Y", "%A, %B %d, %Y", "%d %B %Y")


def scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """Return the share of cases that are resolved, on the documents that `keep` takes."""
    cases = [case for case in load_cases() if keep(case["document"])]
    found = [(case, source) for case, source in answers(gold, cases) if source is not None]
    right = sum(is_right(case["name"], source) for case, source in found)
    wrong = sum(is_wrong_name(case["name"], source) for case, source in found)
    return {
        "resolved": right / len(cases),
        "resolved_given_found": right / len(found),
        "wrong_name_avoided": 1 - wrong / len(cases),
    }


def load_cases() -> list[Item]:
    """Return all cases of both halves."""
    with CASES.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def answers(gold: Path, cases: list[Item]) -> Iterator[tuple[Item, Source | None]]:
    """Yield each case with the source of the statement made from its words, None if none was."""
    of_document: defaultdict[str, list[Item]] = defaultdict(list)
    for case in cases:
        of_document[case["document"]].append(case)
    for _, article in documents(gold):
        if article.id not in of_document:
            continue
        sources = [one.source for one in find_statements(article) if one.source is not None]
        for case in of_document[article.id]:
            words = Span(*case["source"])
            best = max(sources, key=lambda source: _share(source.span, words), default=None)
            yield case, best if best is not None and _share(best.span, words) else None


def _share(one: Span, other: Span) -> float:
    """Return intersection over union."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


# -- names -----------------------------------------------------------------------------------


def is_right(name: str | None, source: Source) -> bool:
    """Whether a source has the name of a case; without one it must keep its own words."""
    return not _is_named(source) if name is None else _is_named(source) and _same(name, source.name)


def is_wrong_name(name: str | None, source: Source) -> bool:
    """Whether a source was given the name of somebody else, the worst of failures."""
    return _is_named(source) and not is_right(name, source)


def _is_named(source: Source) -> bool:
    return source.entity is not None or source.name not in source.text


def _same(one: str, other: str) -> bool:
    """Whether two names share their last word, or one is the initials or a part of the other."""
    words, others = _words(one), _words(other)
    return (
        words[-1] == others[-1]
        or set(words) <= set(others)
        or set(others) <= set(words)
        or _initials(one) == other
        or _initials(other) == one
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[\w'’-]+", name.casefold()) or [""]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


# -- texts -----------------------------------------------------------------------------------


def article_of(folder: str, item: Item) -> Article:
    """Return the text of a document as an article, with headline and date where it has them."""
    if folder == "meantime":
        words, *rest = item["sentences"]
        date = rest.pop(0) if rest and _date(_printed(rest[0])) else []
        body = [word for sentence in rest for word in sentence]
        lines = [_printed(part) for part in (words, date, body)]
        title = lines[0]
    else:
        title = item.get("title", "")
        lines = [_HYPHEN.sub("-", _CLITIC.sub("", line)) for line in item["text"].split("\n")]
    blocks, position, published_at = [], 0, None
    for number, line in enumerate(lines):
        kind: BlockKind = "paragraph"
        if number == 0 and line == title:
            kind = "headline"
        elif published_at is None and (published_at := _date(line)):
            kind = "date"
        if line.strip():
            blocks.append(Block(kind=kind, start=position, end=position + len(line)))
        position += len(line) + 1
    return Article(
        id=item["id"], text="\n".join(lines), blocks=tuple(blocks), published_at=published_at
    )


def _printed(words: list[str]) -> str:
    """Join words; quotation marks open where none is open."""
    text, is_open = "", False
    for word in words:
        is_mark = word in ("``", "''", '"')
        closes = is_mark and is_open
        follows_mark = text.endswith('"') and is_open
        between = "" if closes or follows_mark else mapping.glue(text, word)
        text += between + ('"' if is_mark else word)
        is_open ^= is_mark
    return text


def _date(line: str) -> datetime | None:
    """Return the date that a line is, None if it is none."""
    words = re.sub(r"\s+,", ",", line.strip())
    for form in _DATES:
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def documents(gold: Path) -> Iterator[tuple[str, Article]]:
    """Yield the documents of the three sets that cases are of, each with the name of its set."""
    for folder in ("meantime", "gum-news", "geoparse"):
        with (gold / folder / "items.jsonl").open(encoding="utf-8") as lines:
            for item in map(json.loads, lines):
                if item.get("set") != "LGL":  # the local papers have no cases
                    yield folder, article_of(folder, item)
