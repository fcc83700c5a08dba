"""What the finders of quotations and of reported speech hand on: cue, source and content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.records import Certainty, Form, Span
from onrecord.statements.sentences import Sentence

_EDGE = frozenset(",;:.–—- ")


@dataclass(slots=True, eq=False)
class Attribution:
    """One cue with its source and content, before names are resolved.

    `source_head` is the head of the source's noun phrase, `source` its words; both are None
    where nobody is named. `content_heads` are the words the certainty is judged on.
    `certainty` is what the cue commits to, None where the content decides. `negated` marks a
    cue under negation ("does not believe").
    """

    sentence: Sentence
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_head: Token | None = None
    source_head: Token | None = None
    source: Span | None = None
    content_heads: tuple[Token, ...] = ()
    certainty: Certainty | None = None
    negated: bool = False
    form: Form = "reported"
    score: float = 0.8


def runs_of(sentence: Sentence, text: str, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the article spans of a set of tokens, one per unbroken run, trimmed.

    Commas, dashes, white space and a last "and" are not part of a run; runs that hold
    no letter or digit are dropped.
    """
    places = sorted({token.i for token in tokens})
    doc = sentence.tokens.doc
    spans: list[Span] = []
    for run in _unbroken(places):
        while len(run) > 1 and (doc[run[-1]].dep_ == "cc" or doc[run[-1]].is_space):
            run.pop()
        span = trim(
            text,
            Span(
                sentence.offset + doc[run[0]].idx,
                sentence.offset + doc[run[-1]].idx + len(doc[run[-1]]),
            ),
        )
        if any(char.isalnum() for char in span.of(text)):
            spans.append(span)
    return tuple(spans)


def _unbroken(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def trim(text: str, span: Span) -> Span:
    """Return the span without commas, dashes and white space at its edges."""
    start, end = span
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def join_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap or have only spaces between them.

    A line break parts them: a quotation over two paragraphs has two spans.
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip(" \u00a0"):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def overlap(one: Span, other: Span) -> int:
    """Return how many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
