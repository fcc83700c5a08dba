"""The main event of an article: who did what, when and where, each in the article's words.

News is written as an inverted pyramid: the headline tells the event, the lead answers the questions
that it leaves. So the statements of the headline and the lead are weighed, and what the best of
them leaves open is looked for in the sentences beside it.
"""

from collections.abc import Iterable, Sequence, Set
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
from onrecord.statements.events.arguments import is_person_word
from onrecord.statements.events.described import no_one, participant
from onrecord.statements.events.triggers import trigger_of
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.places.find import find_places
from onrecord.statements.reader import Piece, default_reader
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

# What speaks for one as the "who" of a statement; whoever acts counts for more than who is named.
_SUBJECT = 2.0
_THING = 0.8
_SOURCE = 0.9
_PARTY = 0.5
_NAMED = 0.5
_OFTEN = 1.2

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

    `statement` tells it; `what` are the words of its content, with the cue where `who` is its
    source. `when` is a day as an EDTF value; without `when_span`, the words for it, it is the day
    of the report, which is all that the headline and the lead tell. `who`, `when` and `where` are
    ``None`` where nothing says them.
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
        The main event, its spans in code points of `Article.text`; ``None`` if headline and lead
        state nothing that the headline is about, as in a language that is not supported.

    Raises:
        MissingModelError: The language model is not installed.

    Source:
        The questions are those of the inverted pyramid as in Giveme5W1H (Hamborg, Breitinger and
        Gipp 2019), answered from the statements.
    """
    if not statements:
        return None
    lead = _lead(SentenceIndex(parse_article(article)).all)
    topic = _topic(article, lead)
    tellings = [
        _telling(article, statement, sentence, rank, topic)
        for rank, sentence in enumerate(lead)
        if any(token.pos_ in ("VERB", "AUX") for token in sentence.tokens)
        for statement in statements
        if statement.sentence == sentence.span
    ]
    ranked = sorted((one for one in tellings if one.on_topic), key=lambda one: -one.weight)
    if not ranked:
        return None
    main = ranked[0]
    others = (telling.statement for telling in tellings if telling is not main)
    time = _find_time([main.statement, *others], article)
    return MainEvent(
        statement=main.statement,
        who=next((one.who for one in ranked if one.who), None),
        what=_words(article, main),
        when=time.value[:10] if time and time.value else _report_day(article),
        when_span=time.span if time else None,
        where=_find_place(lead, article.entities),
    )


def _lead(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of headline and standfirst and the first of the text."""
    top = [one for one in sentences if one.block.kind in ("headline", "standfirst")]
    text = [one for one in sentences if one.block.kind in ("paragraph", "list")]
    return [*top, *text[:_LEAD_SENTENCES]]


def _topic(article: Article, lead: Sequence[Sentence]) -> set[str]:
    """Return what the headline is about, else the first sentence."""
    head = [one.tokens for one in lead if one.block.kind == "headline"]
    if not head and article.headline:
        return _lemmas(default_reader().read([Piece(article.headline)]).docs[0])
    return {
        lemma for tokens in head or [one.tokens for one in lead[:1]] for lemma in _lemmas(tokens)
    }


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {
        token.lemma_.lower()
        for token in tokens
        if not token.is_stop and (token.is_alpha or token.like_num)
    }


def _telling(
    article: Article, statement: Statement, sentence: Sentence, rank: int, topic: Set[str]
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
    places = {entity.id for entity in entities if entity.kind == "place"}
    for event in statement.events:
        parties = (*event.actors, *event.recipients)
        found += [(_PARTY, one) for one in parties if one.entity not in places]
    if statement.source is not None:
        found.append((_SOURCE, _as_participant(statement.source)))
    named = (participant(sentence, token, entities, no_one) for token in inside if _is_noun(token))
    acting = {entity.id for entity in entities if entity.kind in _PARTY_KINDS}
    found += [(0.0, one) for one in named if one.entity in acting]
    return [(weight + _standing(one, entities), one) for weight, one in found]


def _as_participant(source: Source) -> Participant:
    return Participant(span=source.span, text=source.text, name=source.name, entity=source.entity)


def _words(article: Article, telling: _Telling) -> Words:
    """Return what happens: what is said, with the saying if that is what its source does."""
    one = telling.statement
    is_source = one.source and telling.who and one.source.name == telling.who.name
    if one.cue is None or not is_source:
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
    """Return the head of the subject of a statement, unless it is a pronoun or itself an event."""
    head = min(inside, key=_depth, default=None)
    subject = subject_of(head) if head is not None else None
    if subject is None or subject.pos_ in ("PRON", "DET", "VERB"):
        return None
    return subject if is_person_word(subject) or not trigger_of(subject) else None


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


def _find_place(lead: Sequence[Sentence], entities: Sequence[Entity]) -> Place | None:
    """Return where something happens by the lead: a country only if it names no closer place."""
    found = [
        (fit, place)
        for sentence in lead
        for place in find_places(sentence, entities)
        if (fit := _fit(place, sentence))
    ]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _fit(place: Place, sentence: Sentence) -> int:
    """Return how well a place says where something happens, 0 if it does not."""
    word = next((one for one in sentence.tokens if sentence.place(one).end == place.span.end), None)
    if word is None:
        return 0
    while word.dep_ == "conj":
        word = word.head
    if word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lemma_ in _AREAS:
        word = word.head.head
    is_inside = word.dep_ == "pobj" and word.head.lower_ in _INSIDE_WORDS
    if not is_inside and (word.dep_ in _NOT_WHERE or place.precision is None):
        return 0
    return 1 + is_inside + 2 * (place.precision != "country")
