"""Article to Statements: parse, attribute, name the sources, judge, attach the facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.records import (
    Article,
    Certainty,
    Entity,
    Happening,
    Source,
    Span,
    Statement,
    Words,
)
from onrecord.statements.attributions.attribution import Attribution, overlap
from onrecord.statements.attributions.certainty import judge
from onrecord.statements.attributions.narration import find_narration, is_gallery
from onrecord.statements.attributions.quotations import Quotation
from onrecord.statements.attributions.quoted_speech import attach_quotations
from onrecord.statements.attributions.relations import find_relations
from onrecord.statements.attributions.reported_speech import IsQuoted
from onrecord.statements.entities import find as naming
from onrecord.statements.facts import Facts, find_facts
from onrecord.statements.identity import StatementIds
from onrecord.statements.sentences import Sentence, SentenceIndex, parse_article, read_article
from onrecord.statements.sources.coreference import Referents
from onrecord.statements.sources.resolve import SourceResolver, speaker_places

_TITLE_KINDS = frozenset({"headline", "subhead", "standfirst"})
#: From this probability of a happening on, a title states something and is no mere label.
_STATES = 0.5


def is_supported(language: str | None) -> bool:
    """Whether statements are found in this language (a BCP 47 tag); None is taken as English."""
    return language is None or language.lower().split("-")[0] in ("en", "eng")


def find_entities(article: Article) -> tuple[Entity, ...]:
    """Find the people, organisations, places ... that the article's own blocks name.

    Returns:
        Entities with every mention; empty for an article in another language than English.

    Raises:
        MissingModelError: The language model is not installed.
    """
    if not is_supported(article.language):
        return ()
    return naming.find_entities(SentenceIndex(parse_article(article)).all, article)


def find_statements(article: Article) -> tuple[Statement, ...]:
    """Find what the article states: who says what, how surely.

    Only blocks that belong to the article are read. Sentences, and clauses, that nobody is
    made responsible for are statements of the outlet: form ``narration``, source None.

    Args:
        article: As read; its `entities`, if it has any, are those the sources refer to,
            otherwise they are found here.

    Returns:
        Statements in the order of their content; empty for an article in another language
        than English. The same words give the same ids.

    Raises:
        MissingModelError: The language model is not installed.

    Source:
        Source, cue and content as in PARC 3.0 (Pareti 2016) and PolNeAR (Newell, Margolin
        and Ruths 2018); see ``docs/explanation/statements.md``.
    """
    if not is_supported(article.language):
        return ()
    read = read_article(article)
    sentences = SentenceIndex(read.blocks)
    entities = article.entities or find_entities(article)
    is_quoted = _quoted_places(read.quotations)
    found = find_relations(read, sentences, article.text, is_quoted)
    joined = attach_quotations(sentences, found, read.quotations, article.text, is_quoted)
    # a cue without a source is told by the outlet, which narrates it
    attributed = [
        one
        for one in joined
        if _is_attributed(one) and not is_gallery(one.sentence.span.of(article.text))
    ]
    hedges = [one for one in joined if not _is_attributed(one)]
    referents = _referents(attributed, sentences, entities, is_quoted, article)
    sources = _name_sources(attributed, article.text, referents)
    happenings = [
        Happening(span=read.span(one.word), factuality=one.factuality) for one in read.happenings
    ]
    sure = [read.span(one.word) for one in read.happenings if one.probability > _STATES]
    titles = _titles(sentences.all, sure)
    narrated = _narrate(sentences, attributed, hedges, is_quoted, article.text, titles)
    told = [*attributed, *narrated]
    sources.extend([None] * (len(told) - len(attributed)))
    facts = find_facts(
        sentences.all, entities, article.published_at, happenings, referents.meant_at
    )
    pairs = sorted(zip(told, sources, strict=True), key=lambda pair: _content_place(pair[0]))
    ids = StatementIds(article.id)
    holds = _share_happenings([one for one, _ in pairs], facts)
    return tuple(
        replace(_statement(article, one, source, sentences, facts, ids), happenings=held)
        for (one, source), held in zip(pairs, holds, strict=True)
    )


def _titles(sentences: Sequence[Sentence], happenings: Sequence[Span]) -> frozenset[int]:
    """Return where sentences start that head the article and surely tell of a happening.

    A line before all running text is a title where the page marks none.
    """
    running = [s.span.start for s in sentences if s.block.kind not in _TITLE_KINDS]
    body = min(running, default=0)
    return frozenset(
        one.span.start
        for one in sentences
        if one.block.kind == "headline" or (one.block.kind == "subhead" and one.span.end <= body)
        if any(overlap(happening, one.span) for happening in happenings)
    )


def _share_happenings(told: Sequence[Attribution], facts: Facts) -> list[tuple[Happening, ...]]:
    """Return the happenings of each statement: all that its words tell of.

    What no statement of a sentence tells of, such as the "negotiations" that somebody is close
    to who says something else, belongs to the statement nearest to it.
    """
    held = [facts.happenings_in((*one.cue, *one.content)) for one in told]
    by_sentence: defaultdict[Span, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        by_sentence[one.sentence.span].append(number)
    known = {happening for some in held for happening in some}
    for sentence, numbers in by_sentence.items():
        for happening in facts.happenings_in((sentence,)):
            if happening in known:
                continue
            nearest = min(numbers, key=lambda n: _distance(told[n], happening.span))
            held[nearest] = tuple(sorted((*held[nearest], happening), key=lambda h: h.span))
    return held


def _distance(one: Attribution, place: Span) -> int:
    spans = (*one.cue, *one.content, *((one.source,) if one.source else ()))
    gaps: list[int] = [max(at.start - place.end, place.start - at.end) for at in spans]
    return min(gaps)


def _is_attributed(one: Attribution) -> bool:
    return one.source is not None or one.form == "quotation"


def _narrate(
    sentences: SentenceIndex,
    attributed: Iterable[Attribution],
    hedges: Iterable[Attribution],
    is_quoted: IsQuoted,
    text: str,
    titles: Collection[int],
) -> Iterator[Attribution]:
    """Find what each sentence tells beside what is attributed in it."""
    touching: defaultdict[int, list[Attribution]] = defaultdict(list)
    for one in attributed:
        starts = {
            sentence.span.start
            for span in (*one.cue, *one.content)
            for sentence in sentences.touching(span)
        }
        for start in starts:
            touching[start].append(one)
    hedging: defaultdict[int, list[Attribution]] = defaultdict(list)
    for one in hedges:
        hedging[one.sentence.span.start].append(one)
    for sentence in sentences.all:
        start = sentence.span.start
        for one in find_narration(
            sentence, text, touching[start], hedging[start], is_quoted, is_title=start in titles
        ):
            # set off as somebody's words, though nothing says whose: not the outlet's own voice
            set_off = sentence.block.kind == "blockquote"
            yield replace(one, form="quotation") if set_off else one


def _quoted_places(quotations: Sequence[Quotation]) -> IsQuoted:
    places = {
        place for one in quotations for span in one.spans for place in range(span.start, span.end)
    }
    return places.__contains__


def _referents(
    attributed: Sequence[Attribution],
    sentences: SentenceIndex,
    entities: Sequence[Entity],
    is_quoted: IsQuoted,
    article: Article,
) -> Referents:
    year = article.published_at.year if article.published_at else None
    return Referents(sentences.all, entities, speaker_places(attributed), is_quoted, year)


def _name_sources(
    attributed: Sequence[Attribution], text: str, referents: Referents
) -> list[Source | None]:
    resolver = SourceResolver(text, referents)
    order = sorted(range(len(attributed)), key=lambda place: _cue_place(attributed[place]))
    named = {place: resolver.resolve(attributed[place]) for place in order}
    return [named[place] for place in range(len(attributed))]


def _cue_place(one: Attribution) -> int:
    return min(span.start for span in (*one.cue, *one.content))


def _content_place(one: Attribution) -> tuple[int, int]:
    return one.content[0].start, one.content[-1].end


def _statement(
    article: Article,
    one: Attribution,
    source: Source | None,
    sentences: SentenceIndex,
    facts: Facts,
    ids: StatementIds,
) -> Statement:
    words = _words(article.text, one.content)
    certainty, factuality = _judge(one, sentences)
    return Statement(
        id=ids.next(one.form, source.name if source else None, words.text),
        article=article.id,
        sentence=one.sentence.span,
        form=one.form,
        certainty=certainty,
        factuality=factuality,
        score=one.score,
        source=source,
        cue=_words(article.text, one.cue) if one.cue else None,
        content=words,
        events=facts.events_in(one.content),
        figures=facts.figures_in(one.content),
        times=facts.times_in(one.content),
        places=facts.places_in(one.content),
    )


def _words(text: str, spans: Sequence[Span]) -> Words:
    return Words(spans=tuple(spans), text=" ".join(span.of(text) for span in spans))


def _judge(one: Attribution, sentences: SentenceIndex) -> tuple[Certainty, float]:
    """Judge by most of the words: a quotation of several sentences is judged sentence by sentence.

    Among certainties with as many words the first stands.
    """
    is_narration = one.form == "narration"
    weights: dict[Certainty, int] = {}
    values: dict[Certainty, float] = {}
    for tokens in list(_judged(one, sentences)) or [[]]:
        certainty, factuality = judge(
            tokens,
            None if is_narration else one.certainty,
            cue_negated=one.negated,
            hedge=one.certainty if is_narration else None,
            is_reported=one.form in ("reported", "mixed"),
        )
        weights[certainty] = weights.get(certainty, 0) + sum(token.is_alpha for token in tokens)
        values.setdefault(certainty, factuality)
    most = max(weights, key=lambda certainty: weights[certainty])
    return most, values[most]


def _judged(one: Attribution, sentences: SentenceIndex) -> Iterator[list[Token]]:
    """Yield the words to judge by sentence; all of a paraphrase is one clause, also when parted."""
    touched: dict[int, Sentence] = {}
    for span in one.content:
        for sentence in sentences.touching(span):
            touched.setdefault(sentence.span.start, sentence)
    chosen = list(touched.values())
    if one.form in ("reported", "narration"):
        del chosen[1:]
    for sentence in chosen:
        tokens = [
            token
            for token in sentence.tokens
            if any(overlap(sentence.place(token), span) for span in one.content)
        ]
        if tokens:
            yield tokens
