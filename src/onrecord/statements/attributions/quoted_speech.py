"""Giving each quotation its cue and its speaker.

A quotation belongs to the cue whose content it lies in, else to the cue right behind it or
right before it, else to the turn that it continues. One that fits nowhere stays without a
source if it is a sentence of its own, and is part of the narration if it is not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from onrecord.records import Form, Span
from onrecord.statements.attributions.attribution import Attribution, join_spans, overlap, runs_of
from onrecord.statements.attributions.quotations import Quotation
from onrecord.statements.attributions.reported_speech import IsQuoted
from onrecord.statements.noun_phrases import noun_phrase
from onrecord.statements.sentences import Sentence, SentenceIndex
from onrecord.statements.sources.people import is_document, is_role

#: Share of the content's words in quotation marks from which on it is a quotation whole.
QUOTED_WHOLE = 0.95
#: Longest way in code points between a quotation and the cue before or behind it.
_REACH = 160
#: How many sentences before and after a quotation are looked at for its cue.
_SENTENCES_NEAR = 3
#: Longest name of a work, and words in it that are not capitalised.
_TITLE_WORDS = 6
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "in", "on", "and", "for", "to", "with", "at"})
#: What alone may stand between a cue and quoted words that are no sentence.
_LEADS = frozenset({"", ",", ":", "that", ", that"})
_JOINTS = frozenset({"and", "or", ", and", ", or", ","})
#: Fewest words of a quotation that may stand without cue.
_FEWEST_WORDS = 3

_WORD = re.compile(r"\w[\w'’-]*")
_STOP = re.compile(r"[.!?…][)\]”’\"']*\s+(?=[\"“‘«A-Z])|\n")
_REST_OF_SENTENCE = re.compile(r"[^.!?:]*[.!?]?[)\]”’\"']*\s*")
#: What may stand between a cue and the second part: “...,” he said in Riga on Monday, “...”.
_REST_OF_CLAUSE = re.compile(r"\s*(?:[^.!?;:“”\"]{0,80}[,:—–-])?\s*")
_ENDS_OPEN = re.compile(r"[,—–?!…-]\s*[”»\"’']+$|''$")


def attach_quotations(
    sentences: SentenceIndex,
    attributions: Iterable[Attribution],
    quotations: Sequence[Quotation],
    text: str,
    is_quoted: IsQuoted,
) -> list[Attribution]:
    """Join quotations to attributions and add those that have no cue.

    Args:
        sentences: The article's sentences.
        attributions: From `find_reported_speech`, in page order.
        quotations: From `find_quotations`.
        text: `Article.text`.
        is_quoted: Whether a place of the article is in quotation marks.

    Returns:
        Attributions with content, in page order; `form` and `score` are set by how the
        quotation was joined.
    """
    known: defaultdict[int, list[Attribution]] = defaultdict(list)
    for one in attributions:
        known[one.sentence.span.start].append(one)
    last: Attribution | None = None
    for quotation in quotations:
        if is_title(quotation, text):
            continue
        whole = Span(quotation.start, quotation.end)
        near = [
            one
            for sentence in sentences.touching(whole, margin=_SENTENCES_NEAR)
            for one in known[sentence.span.start]
        ]
        home = (
            _joined(quotation, last, text)
            or _around(quotation, near)
            or _behind(quotation, near, text)
            or _ahead(quotation, near, text)
            or _led_in(quotation, sentences, text)
        )
        if home is not None:
            _take(home, quotation, text)
        else:
            home = _continued(quotation, last, near, sentences, text)
        if home is not None:
            last = home
            if home not in near:
                known[home.sentence.span.start].append(home)
    found = [one for group in known.values() for one in group if one.content]
    for one in found:
        one.form = _form(one, text, is_quoted)
    return sorted(found, key=lambda one: (one.content[0].start, -one.content[-1].end))


def is_title(quotation: Quotation, text: str) -> bool:
    """Whether the marks hold the name of a work or a nickname: on “Face the Nation,”."""
    before = text[max(0, quotation.start - 40) : quotation.start].rstrip()
    inner = quotation.spans[0].of(text)
    words = re.findall(r"[^\W\d_][\w’']*", inner)
    names = [word for word in words if word[0].isupper() or word in _SMALL_WORDS]
    return (
        0 < len(words) <= _TITLE_WORDS
        and len(names) == len(words)
        and before[-1:].isalnum()
        and re.search(r"[.!?…]\W*$", inner) is None
    )


def _joined(quotation: Quotation, last: Attribution | None, text: str) -> Attribution | None:
    """Return the attribution that "and" goes on with: chanted “Freedom!” and “Out!”."""
    if last is None or not last.content or last.content[-1].end > quotation.start:
        return None
    between = text[last.content[-1].end : quotation.start].strip()
    return last if between in _JOINTS else None


def _around(quotation: Quotation, known: Iterable[Attribution]) -> Attribution | None:
    """Return the innermost cue whose parsed content the quotation lies in."""
    holders = [
        (sum(span.end - span.start for span in one.content), place, one)
        for place, one in enumerate(known)
        if any(overlap(span, other) for span in one.content for other in quotation.spans)
        and not any(overlap(cue, other) for cue in one.cue for other in quotation.spans)
    ]
    return min(holders)[2] if holders else None


def _behind(quotation: Quotation, known: Iterable[Attribution], text: str) -> Attribution | None:
    """Return the cue that follows: “...,” she said."""
    followers = []
    for place, one in enumerate(known):
        if not _may_quote(one):
            continue
        start = min(_edges(one))
        if not quotation.end <= start <= quotation.end + _REACH:
            continue
        between = text[quotation.end : start]
        if _STOP.search(between) or _has_quotation_mark(between):
            continue
        followers.append((start, place, one))
    if not followers:
        return None
    first = min(followers)[2]
    ends_open = _ENDS_OPEN.search(quotation.spans[-1].of(text)) is not None
    gap = text[quotation.end : min(_edges(first))].strip(" ,")
    if first.source is not None and first.source.end <= quotation.start:
        return None  # a subject ahead of the quotation is an error of the parse
    return first if ends_open and len(gap) < _REACH // 2 else None


def _ahead(quotation: Quotation, known: Iterable[Attribution], text: str) -> Attribution | None:
    """Return the cue that leads in: She said: “...”."""
    leaders = []
    for place, one in enumerate(known):
        if not _may_quote(one):
            continue
        end = max(_edges(one))
        if one.content and not _goes_on(one, end, quotation, text):
            continue
        if not end <= quotation.start <= end + _REACH:
            continue
        between = text[end : quotation.start]
        if _STOP.search(between) and between.strip() != ":":
            continue
        if not _is_sentence(quotation, text) and between.strip() not in _LEADS:
            continue
        leaders.append((-end, place, one))
    return min(leaders)[2] if leaders else None


def _led_in(quotation: Quotation, sentences: SentenceIndex, text: str) -> Attribution | None:
    """Read a lead-in that ends in a colon but has no verb of saying: "She made it clear: “...”."""
    colon = quotation.start - 1
    while colon > 0 and text[colon].isspace():
        colon -= 1
    sentence = sentences.at(colon)
    if sentence is None or text[colon] != ":" or not _is_sentence(quotation, text):
        return None
    subject = next(
        (
            token
            for token in sentence.tokens
            if token.dep_ == "nsubj"
            and token.head.pos_ == "VERB"
            and token.i < token.head.i
            and sentence.place(token.head).end <= quotation.start
        ),
        None,
    )
    if subject is None or not _may_speak(subject):
        return None
    verb = subject.head
    words = runs_of(sentence, text, noun_phrase(subject))
    if not words or words[-1].end > quotation.start:
        return None
    return Attribution(
        sentence=sentence,
        cue=(sentence.place(verb),),
        content=(),
        cue_head=verb,
        source_head=subject,
        source=Span(words[0].start, words[-1].end),
        score=0.6,
    )


def _may_speak(subject: Token) -> bool:
    """Whether a subject is a person or something with words in it."""
    lemma = subject.lemma_.lower()
    return (
        subject.ent_type_ in ("PERSON", "ORG")
        or subject.lower_ in ("he", "she", "they")
        or is_role(lemma)
        or is_document(lemma)
    )


def _goes_on(one: Attribution, end: int, quotation: Quotation, text: str) -> bool:
    """Whether the cue stands in the middle of its content: “...,” she said, “...”."""
    is_behind = all(span.end <= end for span in one.content)
    return is_behind and _REST_OF_CLAUSE.fullmatch(text, end, quotation.start) is not None


def _may_quote(one: Attribution) -> bool:
    """Whether a quotation can be what the cue is about: a verb, without a that-clause."""
    if one.cue_head is None or one.cue_head.pos_ not in ("VERB", "AUX") or one.negated:
        return False
    return not any(
        child.dep_ == "mark" and child.lower_ == "that"
        for head in one.content_heads
        for child in head.children
    )


def _edges(one: Attribution) -> list[int]:
    """Return the ends of cue and source."""
    spans = (*one.cue, *((one.source,) if one.source else ()))
    return [place for span in spans for place in span]


def _has_quotation_mark(text: str) -> bool:
    return any(mark in text for mark in '“”«»"')


def _take(home: Attribution, quotation: Quotation, text: str) -> None:
    """Make the quotation, all of its sentences, content of the attribution.

    What the parse found beside a quotation that is a sentence of its own is mostly an error
    of the parse; beside single quoted words it is the sentence they stand in.
    """
    rest = list(home.content)
    if _is_sentence(quotation, text) and home.form != "quotation":
        rest = [span for span in rest if any(overlap(span, other) for other in quotation.spans)]
    home.content = join_spans(text, [*_cut(rest, home), *quotation.spans])
    home.form = "quotation"
    home.score = min(home.score + 0.05, 0.9) if quotation.closed else 0.6


def _is_sentence(quotation: Quotation, text: str) -> bool:
    """Whether a quotation opens like a sentence and ends like one, or before its cue."""
    words = quotation.spans[0].of(text).lstrip("“„«‹‘`\"'")
    last = quotation.spans[-1].of(text)
    return words[:1].isupper() and re.search(r"[,.!?…—–-]\s*[”»›\"’']*$", last) is not None


def _cut(spans: Iterable[Span], home: Attribution) -> list[Span]:
    """Leave out spans that would swallow the cue or the source."""
    own = (*home.cue, *((home.source,) if home.source else ()))
    return [span for span in spans if not any(overlap(span, other) for other in own)]


def _continued(
    quotation: Quotation,
    last: Attribution | None,
    known: Sequence[Attribution],
    sentences: SentenceIndex,
    text: str,
) -> Attribution | None:
    """Join a quotation without cue to the turn it goes on with, or let it stand alone."""
    sentence = sentences.at(quotation.start)
    if sentence is None or not _is_own_sentence(quotation, sentence, text):
        return None
    before = _before(quotation, known)
    if before is not None and last is before and _follows(before, quotation, text):
        before.content = join_spans(text, [*before.content, *quotation.spans])
        return before
    if sum(len(span.of(text).split()) for span in quotation.spans) < _FEWEST_WORDS:
        return None
    speaker = before if before is not None and _is_next(before, sentence, text) else None
    return Attribution(
        sentence=sentence,
        cue=(),
        content=join_spans(text, quotation.spans),
        source_head=speaker.source_head if speaker else None,
        source=speaker.source if speaker else None,
        form="quotation",
        score=0.55 if speaker else 0.4,
    )


def _is_own_sentence(quotation: Quotation, sentence: Sentence, text: str) -> bool:
    """Whether nothing but the quotation stands around it up to the next full stops."""
    words = " ".join(span.of(text) for span in quotation.spans)
    before = text[sentence.block.start : quotation.start]
    opens = not before.strip() or re.search(r"[.!?:][)\]”’\"']*\s+$", before) is not None
    closes = re.search(r"[.!?…][”»\"’']*$", words.rstrip()) is not None
    return opens and closes


def _before(quotation: Quotation, known: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution whose words end last before the quotation."""
    ended = [
        (max([*_edges(one), *(span.end for span in one.content)]), place, one)
        for place, one in enumerate(known)
        if (one.content or one.cue)
        and max([*_edges(one), *(span.end for span in one.content)]) <= quotation.start
    ]
    return max(ended)[2] if ended else None


def _follows(before: Attribution, quotation: Quotation, text: str) -> bool:
    """Whether the quotation is the next sentence of the same paragraph."""
    block = before.sentence.block
    end = max([*_edges(before), *(span.end for span in before.content)])
    if not block.start <= quotation.start < block.end or before.source is None:
        return False
    after = max(end, before.sentence.span.end)
    is_next = after <= quotation.start and not text[after : quotation.start].strip()
    return (
        is_next
        or re.fullmatch(r"[^.!?:]*[.!?]?[)\]”’\"']*\s*", text[end : quotation.start]) is not None
    )


def _is_next(before: Attribution, sentence: Sentence, text: str) -> bool:
    """Whether the sentence follows the one of `before`, in its paragraph or opening the next."""
    between = text[before.sentence.span.end : sentence.span.start]
    return not between.strip()


def _form(one: Attribution, text: str, is_quoted: IsQuoted) -> Form:
    """Tell a quotation from a paraphrase: how much of the content is in quotation marks.

    A word or two beside the marks make "the offer was “an insult”" a mixed statement, unless
    they are next to nothing beside what is quoted.
    """
    words = [
        span.start + match.start()
        for span in one.content
        for match in _WORD.finditer(span.of(text))
    ]
    quoted = sum(map(is_quoted, words))
    if not quoted:
        return "reported"
    rest = [place for place in words if not is_quoted(place)]
    is_opening = [text[place : place + 5].lower() for place in rest] == ["that "]
    is_whole = not rest or is_opening or quoted >= QUOTED_WHOLE * len(words)
    return "quotation" if is_whole else "mixed"
