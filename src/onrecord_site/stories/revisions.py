"""What outlets changed in the reports of a story, and what they corrected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord import records
from onrecord_site.newsroom.models import Article, Statement
from onrecord_site.stories.evidence import Evidence
from onrecord_site.stories.showing import Showing
from onrecord_site.stories.wording import wording

#: Revisions on a story's page, and sentences of each; the latest revisions, the first sentences.
MOST_REVISIONS, MOST_SENTENCES = 12, 4


class Change(NamedTuple):
    """Words of a sentence: `kind` is ``same``, ``gone`` or ``come``."""

    kind: str
    text: str


class Corrected(NamedTuple):
    """A correction in words, and the statement that stands now, where it may be shown.

    `address` is where the words of that statement are.
    """

    words: str
    now: Evidence | None
    address: str
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """How a report was changed. Sentences are those whose words may be shown; the rest are counted.

    `counts` are words such as ``2 sentences changed``; none where nothing tells which version
    came first.
    """

    article: Article
    at: datetime | None
    earlier: str
    later: str
    note: str
    corrections: Sequence[Corrected]
    sentences: Sequence[Sequence[Change]]
    counts: Sequence[str]
    order_known: bool


def revision_lines(
    story: records.Story,
    articles: Mapping[str, Article],
    rows: Iterable[Statement],
    showing: Showing,
) -> list[RevisionLine]:
    """Return the revisions of the reports of a story, the latest first.

    A changed sentence is shown where its words are evidence that may be quoted anyway.
    """
    quoted: dict[str, list[records.Span]] = {}
    for row in rows:
        if row.quoted:
            end = row.evidence_start + len(row.evidence)
            quoted.setdefault(row.article_id, []).append(records.Span(row.evidence_start, end))
    told = [revision for revision in story.revisions if revision.article in articles]
    dated = [each for each in told if each.at]
    dated.sort(key=lambda each: each.at, reverse=True)
    ordered = dated + [each for each in told if not each.at]
    return [
        RevisionLine(
            article=articles[each.article],
            at=each.at,
            earlier=each.earlier,
            later=each.later,
            note=each.note.text if each.note else "",
            corrections=list(_corrections(each, showing)),
            sentences=list(_sentences(each, quoted.get(each.article, ())))[:MOST_SENTENCES],
            counts=list(_counts(each)) if each.order_known else [],
            order_known=each.order_known,
        )
        for each in ordered[:MOST_REVISIONS]
    ]


def _corrections(revision: records.Revision, showing: Showing) -> Iterator[Corrected]:
    for correction in revision.corrections:
        found = showing.evidence.get(correction.after or "")
        now = found if found and found.is_quoted else None
        yield Corrected(
            words=wording()["corrections"][correction.kind],
            now=now,
            address=showing.address(now.id) if now else "",
            acknowledged=correction.acknowledged,
        )


def _sentences(
    revision: records.Revision, quoted: Sequence[records.Span]
) -> Iterator[list[Change]]:
    for edit in revision.edits:
        if edit.kind != "changed" or edit.before is None or edit.after is None:
            continue
        if all(_is_in(span, quoted) for span in edit.after.spans):
            yield list(_compare(edit.before.text.split(), edit.after.text.split()))


def _is_in(span: records.Span, quoted: Sequence[records.Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in quoted)


def _compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for what, start, end, at, to in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if what == "equal":
            yield Change("same", " ".join(after[at:to]))
            continue
        if start < end:
            yield Change("gone", " ".join(before[start:end]))
        if at < to:
            yield Change("come", " ".join(after[at:to]))


def _counts(revision: records.Revision) -> Iterator[str]:
    counts = Counter(edit.kind for edit in revision.edits)
    for kind in ("changed", "added", "removed"):
        if count := counts[kind]:
            row = wording()["edits"][kind]
            yield f"{count} {row['one'] if count == 1 else row['many']}"
