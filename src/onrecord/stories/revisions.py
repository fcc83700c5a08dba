"""What an outlet changed in an article: sentences, statements, and whether it says so."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from onrecord.records import (
    Article,
    Correction,
    CorrectionKind,
    Figure,
    Revision,
    SentenceEdit,
    Statement,
    Words,
)
from onrecord.stories.change_notes import Note, find_notes, read_note
from onrecord.stories.edits import Pair, Sentence, align, split_sentences
from onrecord.stories.versions import made_at, stands_in, tell_order
from onrecord.stories.words import base_language, read_words, stop_stems

#: Share of the words of two contents from which on one statement stands in the other's place.
_SAME_MATTER = 0.5
#: Telling words that a note shares with a statement that it takes back.
_TAKEN_BACK = 2


def find_revisions(versions: Sequence[Article], statements: Sequence[Statement]) -> list[Revision]:
    """Return what changed from each version of an article to the next.

    Args:
        versions: Of one article, the oldest first.
        statements: Those of all versions; which stand in which is told by their words.

    Returns:
        Revisions in order of time. One in which no sentence was edited, as where a page changed
        around its article, is left out.
    """
    found = []
    for earlier, later in pairwise(versions):
        revision = _revise(
            _Version(earlier, [each for each in statements if stands_in(earlier, each)]),
            _Version(later, [each for each in statements if stands_in(later, each)]),
        )
        if revision.edits or revision.note:
            found.append(revision)
    return found


class _Version(NamedTuple):
    """A version of an article, and the statements that stand in it."""

    article: Article
    statements: Sequence[Statement]

    def people_in(self, statement: Statement) -> list[frozenset[str]]:
        """Return the words of each name of a person who says a thing or is named in it."""
        found = [
            entity.name
            for entity in self.article.entities
            if entity.kind == "person"
            and any(
                span.start <= mention.start < span.end
                for mention in entity.mentions
                for span in statement.content.spans
            )
        ]
        source = statement.source
        # Whom "he" means can be another one because another sentence was edited.
        if source and source.kind == "person" and _stems(source.text) & _stems(source.name):
            found.append(source.name)
        return [_stems(name) for name in found]

    def in_sentence(self, sentence: Sentence | None) -> list[Statement]:
        """Return the statements whose content begins in a sentence."""
        if sentence is None:
            return []
        start, end = sentence.span
        return [each for each in self.statements if start <= each.content.spans[0].start < end]


def _revise(earlier: _Version, later: _Version) -> Revision:
    before, after = split_sentences(earlier.article), split_sentences(later.article)
    told = {sentence.words for sentence in before}
    is_ordered = tell_order(earlier.article, later.article)
    notes = [each for each in find_notes(later.article) if each.words not in told and is_ordered]
    pairs = align(before, [sentence for sentence in after if sentence not in notes])
    edited = [pair for pair in pairs if not pair.same]
    spans = tuple(sentence.span for sentence in notes)
    text = " ".join(span.of(later.article.text) for span in spans)
    note = read_note(text, later.article.language)
    corrections = _corrections(edited, earlier, later, note) if is_ordered else ()
    return Revision(
        article=later.article.id,
        earlier=earlier.article.version,
        later=later.article.version,
        order_known=is_ordered,
        at=made_at(later.article, earlier.article) if is_ordered else None,
        edits=tuple(_edit(pair, earlier.article, later.article) for pair in edited),
        corrections=tuple(corrections),
        note=Words(spans=spans, text=text) if spans else None,
    )


def _edit(pair: Pair, earlier: Article, later: Article) -> SentenceEdit:
    before = _words(pair.before, earlier)
    after = _words(pair.after, later)
    kind = "added" if before is None else "removed" if after is None else "changed"
    return SentenceEdit(kind=kind, before=before, after=after)  # type: ignore[arg-type]


def _words(sentence: Sentence | None, article: Article) -> Words | None:
    if sentence is None:
        return None
    return Words(spans=(sentence.span,), text=sentence.span.of(article.text))


# -- Statements -----------------------------------------------------------------------------------
def _corrections(
    edited: Sequence[Pair], earlier: _Version, later: _Version, note: Note
) -> Iterator[Correction]:
    kept = {statement.id for statement in later.statements}
    for pair in edited:
        old, new = earlier.in_sentence(pair.before), later.in_sentence(pair.after)
        placed = _match(old, new)
        for before in old:
            after = placed.get(before.id)
            if before.id in kept and (after is None or after.id != before.id):
                continue  # it still stands elsewhere
            if after is not None:
                gone = _is_gone(earlier.people_in(before), after)
                come = _is_gone(later.people_in(after), before)
                for kind in _differences(before, after, others=gone and come):
                    told = _speaks_of(note, before, after, later.article.language)
                    yield Correction(kind=kind, before=before.id, after=after.id, acknowledged=told)
            elif _takes_back(note, before, earlier.article.language):
                yield Correction(kind="withdrawn", before=before.id, after=None, acknowledged=True)


def _match(old: Sequence[Statement], new: Sequence[Statement]) -> dict[str, Statement]:
    """Return for each statement of a changed sentence the one that stands in its place."""
    scored = []
    for first, before in enumerate(old):
        for second, after in enumerate(new):
            likeness = 2.0 if before.id == after.id else _likeness(before, after)
            if likeness >= _SAME_MATTER:
                scored.append((-likeness, first, second))
    found: dict[str, Statement] = {}
    taken: set[int] = set()
    for _, first, second in sorted(scored):
        if old[first].id not in found and second not in taken:
            found[old[first].id] = new[second]
            taken.add(second)
    return found


def _likeness(before: Statement, after: Statement) -> float:
    one, other = (
        [word.text.lower() for word in read_words(each.content.text)] for each in (before, after)
    )
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _differences(before: Statement, after: Statement, *, others: bool) -> Iterator[CorrectionKind]:
    """Yield in what a statement is corrected; other words alone correct nothing.

    Args:
        before: In the earlier version.
        after: In its place.
        others: Whether each names a person whom the other one does not.
    """
    if _figures_differ(before.figures, after.figures):
        yield "figure"
    if others:
        yield "person"
    if before.certainty != after.certainty:
        yield "certainty"


def _figures_differ(before: Sequence[Figure], after: Sequence[Figure]) -> bool:
    """Whether a figure was put in the place of another one of its unit and thing."""
    gone = [figure for figure in before if _value(figure) not in {_value(each) for each in after}]
    come = [figure for figure in after if _value(figure) not in {_value(each) for each in before}]
    return any((old.unit, old.counts) == (new.unit, new.counts) for old in gone for new in come)


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.unit


def _is_gone(people: Iterable[frozenset[str]], other: Statement) -> bool:
    """Whether one of some people has no word of their name in another statement."""
    source = other.source
    words = _stems(f"{source.name} {source.text}" if source else "") | _stems(other.content.text)
    return any(name and not name & words for name in people)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(words))


def _speaks_of(note: Note, before: Statement, after: Statement, language: str | None) -> bool:
    """Whether a note has a word in which the two versions of a statement differ."""
    one, other = _telling(before, language), _telling(after, language)
    return bool(note.stems & (one ^ other))


def _takes_back(note: Note, statement: Statement, language: str | None) -> bool:
    return note.tells_wrong and len(note.stems & _telling(statement, language)) >= _TAKEN_BACK


def _telling(statement: Statement, language: str | None) -> frozenset[str]:
    source = f"{statement.source.name} " if statement.source else ""
    cue = f"{statement.cue.text} " if statement.cue else ""
    words = read_words(source + cue + statement.content.text, language)
    return frozenset(word.stem for word in words) - stop_stems(base_language(language))
