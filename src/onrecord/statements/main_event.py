"""The main event of an article: who did what, when and where, each in the article's words.

News is written as an inverted pyramid: the headline tells the event, the lead answers the questions
that it leaves. So the statements of the headline and the lead are weighed, and what the best of
them leaves open is looked for in the sentences beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from onrecord.records import (
    Article,
    Entity,
    Participant,
    Place,
    Source,
    Span,
    Statement,
    Time,
    Words,
)
from onrecord.statements.attributions.attribution import join_spans, overlap
from onrecord.statements.events.participants import no_one, participant
from onrecord.statements.events.triggers import is_person_word, trigger_of
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.places.find import find_places
from onrecord.statements.sentences import Sentence, SentenceIndex, parse_article

#: Sentences of the running text that belong to the lead.
_LEAD_SENTENCES = 6
#: A day that the lead names is that of the event if it is so near to the report's own.
_NEAR = timedelta(days=31)

# What speaks for a statement, weighed by hand.
_HEADLINE = 1.0
_AS_HEADLINE = 2.0
_LATER = 0.3
_UNSURE = 2.0
_OWN_WORDS = 1.0

# What speaks for one as the "who" of a statement; whoever acts counts for more than who is named.
_SUBJECT = 2.0
_THING = 0.8
_ACTOR = 1.5
_SOURCE = 0.9
_RECIPIENT = 0.5
_NAMED = 0.5
_OFTEN = 1.2

# What speaks for a place as the "where".
_NAMED_AT_ALL = 0.1
_OF_MAIN = 0.5
_OF_HEADLINE = 0.5
_INSIDE = 1.0
_EXACT = 2.0
_OFTEN_PLACE = 1.5

_SURE = frozenset({"stated", "confirmed", "believed", "planned"})
_PARTY_KINDS = frozenset({"person", "organisation", "group"})
_ACTING_KINDS = _PARTY_KINDS | {"country", "place"}
_INSIDE_WORDS = frozenset({"in", "at", "near", "outside", "inside", "across", "off", "around"})
#: What a place is when it does something, has something done to it, or is compared.
_NOT_WHERE = frozenset({"pobj", "dobj", "dative", "nsubj", "nsubjpass", "attr"})
_AREAS = frozenset(
    {"city", "town", "village", "province", "region", "district", "state", "capital", "suburb"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MainEvent:
    """What an article is about: who did what, when and where.

    `statement` tells it and `what` are its words: its content, with the cue where `who` is its source. `when` is a day as an EDTF value; without
    `when_span`, the words for it, it is the day of the report, which is all that the article tells.
    `who` and `where` are ``None`` where the headline and the lead name none.
    """

    statement: Statement
    who: Participant | None
    what: Words
    when: str | None
    when_span: Span | None
    where: Place | None


@dataclass(frozen=True, slots=True)
class _Telling:
    """A statement of the headline or lead, with whom it is about and how well it tells it."""

    statement: Statement
    sentence: Sentence
    who: Participant | None
    weight: float
    on_topic: bool


def find_main_event(article: Article, statements: Sequence[Statement]) -> MainEvent | None:
    """Find who did what, when and where, by the headline and the lead.

    Args:
        article: With its entities.
        statements: What it states, as `find_statements` gives them.

    Returns:
        The main event; ``None`` if the headline and the lead state nothing.

    Raises:
        MissingModelError: The language model is not installed.

    Source:
        The questions are those of the inverted pyramid as in Giveme5W1H (Hamborg, Breitinger and
        Gipp 2019), answered from the statements.
    """
    lead = _lead(SentenceIndex(parse_article(article)).all)
    topic = _topic(lead)
    tellings = [
        _telling(article, statement, sentence, rank, topic)
        for rank, sentence in enumerate(lead)
        for statement in statements
        if statement.sentence == sentence.span
    ]
    main = max(
        (telling for telling in tellings if telling.on_topic),
        key=lambda telling: telling.weight,
        default=None,
    )
    if main is None:
        return None
    others = (telling.statement for telling in tellings if telling is not main)
    time = _find_time([main.statement, *others], article)
    return MainEvent(
        statement=main.statement,
        who=main.who,
        what=_words(article, main),
        when=time.value[:10] if time and time.value else _report_day(article),
        when_span=time.span if time else None,
        where=_find_place(lead, main.sentence, article.entities),
    )


def _lead(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of headline and standfirst and the first of the text."""
    top = [one for one in sentences if one.block.kind in ("headline", "standfirst")]
    text = [one for one in sentences if one.block.kind in ("paragraph", "list")]
    return [*top, *text[:_LEAD_SENTENCES]]


def _topic(lead: Sequence[Sentence]) -> frozenset[str]:
    """Return what the headline is about, else the first sentence."""
    head = [one for one in lead if one.block.kind == "headline"] or lead[:1]
    return frozenset(lemma for sentence in head for lemma in _lemmas(sentence.tokens))


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {
        token.lemma_.lower()
        for token in tokens
        if not token.is_stop and (token.is_alpha or token.like_num)
    }


def _telling(
    article: Article, statement: Statement, sentence: Sentence, rank: int, topic: frozenset[str]
) -> _Telling:
    inside = [
        token
        for token in sentence.tokens
        if any(overlap(sentence.place(token), span) for span in statement.content.spans)
    ]
    parties = _parties(article.entities, statement, sentence, inside)
    weight, who = max(parties, key=lambda pair: pair[0], default=(0.0, None))
    weight -= _LATER * rank
    weight += _HEADLINE * (sentence.block.kind == "headline")
    shared = topic & _lemmas(inside)
    weight += _AS_HEADLINE * len(shared) / max(len(topic), 1)
    weight -= _UNSURE * (statement.certainty not in _SURE)
    weight -= _OWN_WORDS * (statement.form == "quotation")
    return _Telling(statement, sentence, who, weight, on_topic=bool(shared))


def _parties(
    entities: Sequence[Entity],
    statement: Statement,
    sentence: Sentence,
    inside: Sequence[Token],
) -> list[tuple[float, Participant]]:
    """Return whom a statement may be about, with how much speaks for each."""
    found = []
    subject = _subject(inside)
    if subject is not None:
        one = participant(sentence, subject, entities, no_one)
        is_someone = is_person_word(subject) or one.entity is not None
        found.append((_SUBJECT if is_someone else _THING, one))
    for event in statement.events:
        found += [(_ACTOR, one) for one in event.actors]
        found += [(_RECIPIENT, one) for one in event.recipients]
    if statement.source is not None:
        found.append((_SOURCE, _as_participant(statement.source)))
    named = (participant(sentence, token, entities, no_one) for token in inside if _is_noun(token))
    parties = {entity.id for entity in entities if entity.kind in _PARTY_KINDS}
    found += [(0.0, one) for one in named if one.entity in parties]
    return [(weight + _standing(one, entities), one) for weight, one in found]


def _as_participant(source: Source) -> Participant:
    return Participant(span=source.span, text=source.text, name=source.name, entity=source.entity)


def _words(article: Article, telling: _Telling) -> Words:
    """Return what happens: what is said, with the saying if that is what its source does."""
    one = telling.statement
    if one.source is None or one.cue is None or telling.who != _as_participant(one.source):
        return one.content
    spans = join_spans(article.text, (*one.cue.spans, *one.content.spans))
    return Words(spans=spans, text=" ".join(span.of(article.text) for span in spans))


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound"


def _standing(one: Participant, entities: Sequence[Entity]) -> float:
    """Return what speaks for one by name: that it acts, and how often the article names it."""
    own = next((entity for entity in entities if entity.id == one.entity), None)
    if own is None:
        return 0.0
    most = max(len(entity.mentions) for entity in entities)
    return _NAMED * (own.kind in _ACTING_KINDS) + _OFTEN * len(own.mentions) / most


def _subject(inside: Sequence[Token]) -> Token | None:
    """Return the head of the subject of a statement, if it is one who can do something."""
    head = min(inside, key=_depth, default=None)
    subject = subject_of(head) if head is not None else None
    if subject is None or subject.pos_ in ("PRON", "DET", "VERB") or trigger_of(subject):
        return None
    return subject


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _find_time(statements: Sequence[Statement], article: Article) -> Time | None:
    """Return the first day that the statements name, else the first hour, near the report's day."""
    report = article.published_at.date() if article.published_at else None
    for kind in ("date", "time"):
        for time in (time for statement in statements for time in statement.times):
            day = _day(time)
            if time.type == kind and day and (report is None or abs(day - report) <= _NEAR):
                return time
    return None


def _day(time: Time) -> date | None:
    try:
        return date.fromisoformat((time.value or "").partition("T")[0])
    except ValueError:
        return None


def _report_day(article: Article) -> str | None:
    return article.published_at.date().isoformat() if article.published_at else None


def _find_place(
    lead: Sequence[Sentence], main: Sentence, entities: Sequence[Entity]
) -> Place | None:
    """Return the place of the lead for which most speaks, of equal ones the first."""
    counts = {span: len(one.mentions) for one in entities for span in one.mentions}
    found = [
        (weight + _OF_MAIN * (sentence is main), place)
        for sentence in lead
        for place in find_places(sentence, entities)
        if (weight := _weigh_place(place, sentence))
    ]
    most = max((counts.get(place.span, 1) for _, place in found), default=1)

    def weigh(pair: tuple[float, Place]) -> float:
        return pair[0] + _OFTEN_PLACE * counts.get(pair[1].span, 1) / most

    return max(found, key=weigh, default=(0.0, None))[1]


def _weigh_place(place: Place, sentence: Sentence) -> float:
    """Return what speaks for a place by itself, 0.0 if it is not where something happens."""
    word = next((one for one in sentence.tokens if sentence.place(one).end == place.span.end), None)
    if word is None:
        return 0.0
    while word.dep_ == "conj":
        word = word.head
    if word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lemma_ in _AREAS:
        word = word.head.head
    is_inside = word.dep_ == "pobj" and word.head.lower_ in _INSIDE_WORDS
    if word.dep_ in _NOT_WHERE and not is_inside:
        return 0.0
    is_exact = place.precision != "country"
    is_top = sentence.block.kind == "headline"
    return _NAMED_AT_ALL + _OF_HEADLINE * is_top + _INSIDE * is_inside + _EXACT * is_exact
