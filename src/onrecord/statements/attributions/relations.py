"""The attribution relations that the reader found, as attributions with heads and a certainty."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.records import Certainty, Span
from onrecord.statements.attributions.attribution import Attribution, join_spans, overlap, trim
from onrecord.statements.attributions.complements import content_of, phrase_content
from onrecord.statements.attributions.cue_words import is_negated_cue, top_verb
from onrecord.statements.attributions.cues import load_cues
from onrecord.statements.attributions.mending import mend
from onrecord.statements.attributions.reported_speech import (
    NOT_A_SOURCE,
    IsQuoted,
    find_reported_speech,
    is_unreal,
)
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.reader import Relation, Run
from onrecord.statements.sentences import ParsedArticle, SentenceIndex
from onrecord.statements.sources.people import is_body, is_document, may_speak

#: Share of two contents from which on they are the same, one of them cut a little otherwise.
_SAME = 0.5
#: What of a word joined by hyphens stands before and after a part of it.
_JOINED_BEFORE = re.compile(r"(?:\w+-)+$")
_JOINED_AFTER = re.compile(r"(?:-\w+)+")
_LONGEST_WORD = 60
#: Verbs of the law, whose object is put on trial.
_CHARGES = frozenset({"charge", "indict", "arraign"})
#: A verb whose object is where somebody has it from, and what tells that it is.
_CITE = "cite"
_SOURCES = (may_speak, is_body, is_document)
#: Parts of speech that by themselves say nothing.
_EMPTY = frozenset({"PRON", "DET", "SCONJ", "PUNCT", "SPACE", "INTJ"})
#: And words that say no more than that a source is not to be named.
_NAMELESS = frozenset({"not", "to", "be", "name", "identify", "quote", "anonymous", "anonymity"})
#: Frames of cues that have a number behind them, which the network takes for deeds at times.
_NUMBERS = frozenset({"number", "measure"})


def find_relations(
    article: ParsedArticle, sentences: SentenceIndex, text: str, is_quoted: IsQuoted
) -> list[Attribution]:
    """Return the attributions of an article: those the network read, and those left to rules.

    The rules (`reported_speech`) say what a cue commits its source to, and end a content where
    clauses end. Of what they alone find, that is kept which the network does not rule out: what
    may be a cue to it, cues without a source ("is believed to"), which hedge what the outlet tells,
    cues that give a number ("counted 40"), those that wait for a quotation, and the colon of a
    headline.

    Args:
        article: As read.
        sentences: Its sentences.
        text: `Article.text`.
        is_quoted: Whether a place of the article is in quotation marks.
    """
    ruled = [
        one for sentence in sentences.all for one in find_reported_speech(sentence, text, is_quoted)
    ]
    by_head = {one.cue_head: one for one in ruled if one.cue_head is not None}
    found = [
        one
        for relation in _parted(mend(article, article.relations, by_head))
        if (one := _attribution(relation, article, sentences, text, by_head, is_quoted))
    ]
    cues = {place for one in found for span in one.cue for place in range(*span)}
    possible = {place for run in article.possible_cues for place in range(*article.span(run))}
    left = [
        one
        for one in ruled
        if not _touches(one, cues)
        and (
            one.source is None
            or one.cue_head is None
            or not one.content
            or _touches(one, possible)
            or _gives_number(one.cue_head)
        )
    ]
    return sorted((*_apart(found, left), *left), key=lambda one: one.cue[0].start)


def _gives_number(cue: Token) -> bool:
    """Whether a verb with a number behind it says whose count that is: "it counted 40"."""
    entry = load_cues().verbs.get(cue.lemma_.lower())
    return entry is not None and not entry.frames.keys().isdisjoint(_NUMBERS)


def _apart(found: Sequence[Attribution], left: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield attributions without the words that a cue elsewhere, which rules found, has as its own.

    "She said taxes would fall, urging voters to wait": the voters are no part of what she said.
    """
    for one in found:
        strange = {
            span
            for other in left
            if not any(overlap(cue, span) for cue in other.cue for span in one.content)
            for span in other.content
        }
        content = tuple(span for span in one.content if span not in strange)
        yield replace(one, content=content) if content else one


def _touches(one: Attribution, places: Collection[int]) -> bool:
    return any(place in places for span in one.cue for place in range(*span))


def _attribution(
    relation: Relation,
    article: ParsedArticle,
    sentences: SentenceIndex,
    text: str,
    ruled: Mapping[Token, Attribution],
    is_quoted: IsQuoted,
) -> Attribution | None:
    kept = [
        run for run in relation.content if _goes_on(article, relation.cue, run, text, is_quoted)
    ]
    runs = [
        part
        for run in kept
        for own in [_without_loose_end(article, _up_to_next(article, run, relation.cue, ruled))]
        for part in _without_contrast(article, own)
    ]
    content = _quoted_alone(_spans(article, runs, text), text, is_quoted)
    sentence = sentences.at(article.span(relation.cue).start)
    cue = trim(text, article.span(relation.cue))
    if not (content and relation.source) or sentence is None or cue.start == cue.end:
        return None
    tokens = article.tokens(relation.cue)
    head = _head(tokens)
    named = [_without_relative(article, run) for run in _of_one_block(relation)]
    source = _spans(article, named, text)
    speaker = _head(article.tokens(named[0])) if source else None
    rule = ruled.get(head)
    if rule is not None and rule.source is None and rule.content:
        return None  # "is believed to": nobody is named for it
    if not (_is_said(head, speaker) and _says_something(article, kept, head)):
        return None
    if rule is not None and (
        _share(content, rule.content) >= _SAME
        or _goes_on_loosely(article, runs, rule, text)
        or (rule.content and _is_cut_off(article.tokens(runs[-1])))
    ):
        # both mean the same words, and the parse ends them where clauses end
        content, cue = rule.content, rule.cue[0]
        if rule.source is not None:
            source, speaker = (rule.source,), rule.source_head
    return Attribution(
        sentence=sentence,
        cue=(cue,),
        content=content,
        cue_head=head,
        source_head=speaker,
        source=Span(source[0].start, source[-1].end) if source else None,
        content_heads=tuple(_head(article.tokens(run)) for run in kept),
        certainty=rule.certainty if rule else _certainty(tokens),
        negated=rule.negated if rule else is_negated_cue(head),
        score=round(min(relation.score, 0.95), 2),
    )


def _of_one_block(relation: Relation) -> list[Run]:
    """The words for the source that stand in one block: no name goes on over a block's end."""
    places = [run.piece for run in relation.source]
    home = relation.cue.piece if relation.cue.piece in places else places[-1]
    return [run for run in relation.source if run.piece == home]


def _without_relative(article: ParsedArticle, run: Run) -> Run:
    """Return a source without the pronoun before it that means somebody else: "who Watts said"."""
    is_led = article.tokens(run)[0].tag_ in ("WP", "WDT") and run.end - run.start > 1
    return run._replace(start=run.start + 1) if is_led else run


def _goes_on(article: ParsedArticle, cue: Run, run: Run, text: str, is_quoted: IsQuoted) -> bool:
    """Whether words can be part of what a cue of another block says.

    What is quoted goes on, and so does what a colon announces; a headline or a line under it ends
    without a full stop, and says nothing that goes on in the text.
    """
    if cue.piece == run.piece:
        return True
    first, last = (article.blocks[piece].block for piece in sorted((cue.piece, run.piece)))
    if "headline" in (first.kind, last.kind):
        return False
    return is_quoted(article.span(run).start) or text[: first.end].rstrip().endswith(":")


def _goes_on_loosely(
    article: ParsedArticle, runs: Sequence[Run], rule: Attribution, text: str
) -> bool:
    """Whether what follows the cue is no clause: "It was 52%, she said, higher than ..."."""
    if len(runs) < 2 or _spans(article, runs[:1], text) != rule.content:
        return False
    return article.tokens(runs[1]).root.pos_ in ("ADJ", "ADV", "ADP")


def _is_cut_off(tokens: Tokens) -> bool:
    """Whether words end before the verb that their last one helps: "Losses have"."""
    last = tokens[-1]
    return last.dep_ in ("aux", "auxpass") and last.head.i >= tokens.end


def _share(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return intersection over union of what two contents cover, in code points."""
    both = sum(overlap(span, second) for span in one for second in other)
    union = sum(span.end - span.start for span in (*one, *other)) - both
    return both / union if union else 0.0


def _is_said(cue: Token, speaker: Token | None) -> bool:
    """Whether somebody said it: not "if she says", "would say", "you say", "she was told"."""
    if speaker is not None and (
        speaker.lower_ in NOT_A_SOURCE
        or any(child.dep_ == "nsubjpass" and speaker in child.subtree for child in cue.children)
    ):
        return False
    return cue.pos_ not in ("VERB", "AUX") or not is_unreal(cue)


def _says_something(article: ParsedArticle, content: Sequence[Run], cue: Token) -> bool:
    """Whether a content is more than a pronoun or a thing.

    What "denied it" denies is not known, and "added 105 ships" is no saying: a verb that takes
    clauses and quotations only has a thing as its object in another sense. "Refused to go" tells
    what somebody did, and "citing officials" where somebody has it from.
    """
    tokens = [token for run in content for token in article.tokens(run)]
    if all(token.pos_ in _EMPTY or token.lemma_.lower() in _NAMELESS for token in tokens):
        return False
    verb = cue.head if cue.dep_ == "aux" else cue
    if verb.lemma_.lower() in load_cues().acts or _puts_on_trial(verb):
        return False
    is_clause = any(token.pos_ == "VERB" for token in tokens)
    if verb.lemma_.lower() == _CITE and not is_clause and _names_source(tokens):
        return False
    entry = load_cues().verbs.get(cue.lemma_.lower())
    if entry is None or "quote" not in entry.frames or "object" in entry.frames:
        return True
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside and not token.is_punct]
    is_thing = any(token.dep_ == "dobj" and token.head == cue for token in tops) and all(
        token.dep_ in ("dobj", "prep", "pobj", "npadvmod") for token in tops
    )
    return not is_thing or any(token.is_quote for token in tokens)


def _puts_on_trial(verb: Token) -> bool:
    """Whether somebody is charged with a crime, which is done and not said: no "charged that"."""
    kinds = {child.dep_ for child in verb.children}
    return verb.lemma_.lower() in _CHARGES and "dobj" in kinds and "ccomp" not in kinds


def _names_source(tokens: Sequence[Token]) -> bool:
    """Whether words name whom or what one may have it from: a person, a body, a paper."""
    inside = {token.i for token in tokens}
    return any(
        token.ent_type_ in ("PERSON", "ORG") or any(kind(token.lemma_.lower()) for kind in _SOURCES)
        for token in tokens
        if token.head.i not in inside
    )


def _parted(relations: Sequence[Relation]) -> Iterator[Relation]:
    """Yield relations without the words that another cue beside their content takes as its own.

    One that stands inside the source of another is left out.
    """
    for one in relations:
        if any(_holds(run, one.cue) for other in relations for run in other.source):
            continue  # "who asked not to be named": it says who speaks
        others = [
            other
            for other in relations
            if other != one and not any(_holds(run, other.cue) for run in one.content)
        ]
        kept = [
            part
            for run in one.content
            if not any(_holds(own, run) for other in others for own in other.content)
            and (part := _before_cues(run, one, relations))
        ]
        yield one._replace(content=tuple(kept)) if kept else one


def _before_cues(run: Run, one: Relation, relations: Sequence[Relation]) -> Run | None:
    """Return a run up to a cue in it whose source stands outside the content."""
    for other in relations:
        is_strange = other.source and not any(_holds(r, other.source[0]) for r in one.content)
        if other != one and is_strange and _holds(run, other.cue):
            run = run._replace(end=min(run.end, other.cue.start))
    return run if run.start < run.end else None


def _without_contrast(article: ParsedArticle, run: Run) -> Iterator[Run]:
    """Yield a run without what ", while ..." sets against it: that is told by itself."""
    doc = article.blocks[run.piece].doc
    for place in range(run.start + 1, run.end):
        token = doc[place]
        is_contrast = token.lower_ in ("while", "whereas") and token.dep_ == "mark"
        if is_contrast and doc[place - 1].text == "," and token.head.dep_ == "advcl":
            yield run._replace(end=place)
            return
    yield run


def _up_to_next(
    article: ParsedArticle, run: Run, cue: Run, ruled: Mapping[Token, Attribution]
) -> Run:
    """Return a run that follows its cue up to a ";" behind which another source speaks."""
    doc = article.blocks[run.piece].doc
    for at in range(run.start + 1, run.end):
        if doc[at].text == ";" and cue.piece == run.piece and cue.start < run.start:
            behind = (ruled.get(doc[place]) for place in range(at, run.end))
            if any(one and one.source_head and one.source_head.i > at for one in behind):
                return run._replace(end=at)
    return run


def _without_loose_end(article: ParsedArticle, run: Run) -> Run:
    """Return a run without an "and" at its end, or a preposition whose object it leaves out."""
    doc = article.blocks[run.piece].doc
    last = doc[run.end - 1]
    is_loose = last.pos_ == "CCONJ" or (
        last.dep_ == "prep" and any(child.i >= run.end for child in last.children)
    )
    return run._replace(end=run.end - 1) if is_loose and run.end - run.start > 1 else run


def _holds(run: Run, other: Run) -> bool:
    return run.piece == other.piece and run.start <= other.start and other.end <= run.end


def _quoted_alone(content: tuple[Span, ...], text: str, is_quoted: IsQuoted) -> tuple[Span, ...]:
    """Return the quotations alone where nothing but "and" stands between them."""
    quoted = [
        Span(span.start + run.start(), span.start + run.end())
        for span in content
        for run in re.finditer("q+", "".join("q" if is_quoted(at) else "-" for at in range(*span)))
    ]
    rest = "".join(
        " " if is_quoted(at) else text[at] for span in content for at in range(*span)
    ).split()
    return tuple(quoted) if quoted and set(rest) <= {"and", "or"} else content


def _spans(article: ParsedArticle, runs: Sequence[Run], text: str) -> tuple[Span, ...]:
    """Return runs of words as spans; signs alone are none, half of "92-year-old" is all of it."""
    spans = [_whole(text, trim(text, article.span(run))) for run in runs]
    return join_spans(
        text, [span for span in spans if any(char.isalnum() for char in span.of(text))]
    )


def _whole(text: str, span: Span) -> Span:
    """Return a span with the rest of the words joined by hyphens that it begins or ends in."""
    before = _JOINED_BEFORE.search(text, max(0, span.start - _LONGEST_WORD), span.start)
    after = _JOINED_AFTER.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _head(tokens: Tokens) -> Token:
    """Return the verb, else the word, that stands highest in the parse."""
    tops = [token for token in tokens if token.head not in tokens or token.head == token]
    verbs = [token for token in tops if token.pos_ == "VERB"]
    words = [token for token in tops if not token.is_punct]
    return next(iter(verbs or words), tokens.root)


def _certainty(cue: Tokens) -> Certainty | None:
    """Return what the words of a cue commit their source to; None where the content decides."""
    cues = load_cues()
    for token in (_head(cue), *cue):
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in cues.verbs:
            verb = cues.verbs[lemma]
            subject = subject_of(top_verb(token) or token)
            content = content_of(token, verb, subject) if subject is not None else None
            content = content or phrase_content(token, cues)
            if content is not None:
                return content.certainty
            return next(iter((*verb.frames.values(), *verb.prepositions.values())), None)
        if token.pos_ in ("VERB", "AUX") and (content := phrase_content(token, cues)):
            return content.certainty
        if token.pos_ in ("NOUN", "PROPN") and lemma in cues.nouns:
            return cues.nouns[lemma]
    return None
