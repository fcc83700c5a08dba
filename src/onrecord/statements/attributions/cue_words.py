"""From the words of a cue, its source and its complement to an attribution with spans."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.records import Span
from onrecord.statements.attributions.attribution import Attribution, runs_of
from onrecord.statements.attributions.complements import Content
from onrecord.statements.attributions.cues import load_cues
from onrecord.statements.noun_phrases import (
    is_loose_participle,
    noun_phrase,
    subject_of,
)
from onrecord.statements.sentences import Sentence

#: Verbs that only say that the saying goes on or starts: "continues to insist".
PHASE_VERBS = frozenset({"continue", "go", "begin", "start", "keep", "proceed"})
#: What sets one speaker against another: "..., while the ministry said ...".
_CONTRASTS = frozenset({"while", "whereas", "but", "although", "though"})
_CAN = frozenset({"can", "could", "ca"})
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})


def join(
    cue: Token,
    source: Token | None,
    content: Content,
    sentence: Sentence,
    text: str,
    cue_tokens: Iterable[Token] = (),
) -> Attribution | None:
    """Turn tokens into spans; the content leaves out cue and source."""
    cue_words = list(cue_tokens) or [*_cue_tokens(cue), *content.opening]
    source_words = noun_phrase(source) if source is not None else []
    used = {token.i for token in (*cue_words, *source_words)}
    if source is not None and source.dep_ == "pobj":
        used.add(source.head.i)  # the "by" of a passive
    if any(head.is_ancestor(cue) for head in content.heads):
        used |= {token.i for token in cue.subtree}  # the cue hangs from its own content
    words = [
        token
        for head in content.heads
        for token in _content_tokens(head, cue)
        if token.i not in used and not is_full_stop(token, sentence)
    ]
    spans = runs_of(sentence, text, words)
    # "denied that": what a lone pronoun stands for is not known
    says_something = any(token.pos_ not in ("PRON", "DET", "SCONJ", "PUNCT") for token in words)
    if content.heads and not (spans and says_something):
        return None
    sources = runs_of(sentence, text, source_words)
    return Attribution(
        sentence=sentence,
        cue=runs_of(sentence, text, cue_words),
        content=spans,
        cue_head=cue,
        source_head=source,
        source=Span(sources[0].start, sources[-1].end) if sources else None,
        content_heads=tuple(content.heads),
        certainty=content.certainty,
        negated=is_negated_cue(cue),
        score=0.85 if source is not None else 0.6,
    )


def _cue_tokens(cue: Token) -> Iterator[Token]:
    """Yield the cue with its auxiliaries, adverbs and particle, and a verb of phase before."""
    if cue.pos_ not in ("VERB", "AUX"):
        yield cue
        return
    top = top_verb(cue) or cue
    for head in {top.i: top, cue.i: cue}.values():
        yield head
        for child in head.children:
            if child.dep_ == "prt":
                yield child
        place = head.i - 1
        while place >= 0 and cue.doc[place].dep_ in _BEFORE_CUE and cue.doc[place].head == head:
            yield cue.doc[place]
            place -= 1
    if top != cue:
        yield from cue.doc[top.i + 1 : cue.i]


def _content_tokens(head: Token, cue: Token) -> Iterator[Token]:
    """Yield the words of one part of the content, from "that" on where it has one."""
    marks = [c.i for c in head.children if c.dep_ == "mark" and c.lower_ == "that"]
    first = marks[0] if marks and marks[0] > cue.i else -1
    others = {
        token.i
        for verb in (*head.conjuncts, *head.children)
        if verb.i > head.i and _is_next_cue(verb, cue)
        for token in verb.subtree
    }
    others |= _occasion(head, cue)
    for token in head.subtree:
        if token.i >= first and token.i not in others:
            yield token


def _occasion(head: Token, cue: Token) -> set[int]:
    """Return the words that say when or where it was said: "said on Monday it would close"."""
    doc, start = cue.doc, cue.i + 1
    found: set[int] = set()
    while start < head.i:
        phrase = next((child for child in head.children if child.left_edge.i == start), None)
        if phrase is None or phrase.i >= head.i or phrase.dep_ not in ("prep", "npadvmod"):
            break
        nouns = [phrase, *(child for child in phrase.children if child.dep_ == "pobj")]
        is_occasion = any(
            noun.ent_type_ in ("DATE", "TIME") or noun.lemma_.lower() in load_cues().occasions
            for noun in nouns
        )
        if not is_occasion or doc[phrase.right_edge.i + 1].text == ",":
            break
        found |= {token.i for token in phrase.subtree}
        start = phrase.right_edge.i + 1
    return found


def _is_next_cue(verb: Token, cue: Token) -> bool:
    """Whether a verb that hangs from the content is a further saying, by whomever."""
    if verb.lemma_.lower() not in load_cues().verbs:
        return False
    if any(child.dep_ == "nsubj" for child in verb.children):
        marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "cc")}
        return verb.dep_ == "conj" or (verb.dep_ == "advcl" and bool(marks & _CONTRASTS))
    is_joined = verb.dep_ == "conj" and verb.tag_ == cue.tag_
    return (is_joined or is_loose_participle(verb)) and subject_of(verb) == subject_of(
        top_verb(cue) or cue
    )


def is_full_stop(token: Token, sentence: Sentence) -> bool:
    """Whether a token is the mark that ends its sentence."""
    return token.tag_ == "." and token.i >= sentence.tokens.end - 2


def is_negated_cue(cue: Token) -> bool:
    """Whether a cue stands under negation; who "can't believe" a thing marvels at it."""
    verb = top_verb(cue) or cue
    marvels = verb.lemma_ == "believe" and any(
        child.dep_ == "aux" and child.lemma_ in _CAN for child in verb.children
    )
    return not marvels and any(child.dep_ == "neg" for child in verb.children)


def top_verb(verb: Token) -> Token | None:
    """Return the verb that carries the subject, or None where the saying is not a fact."""
    if verb.dep_ != "xcomp":
        return verb
    head = verb.head
    return head if head.lemma_ in PHASE_VERBS and head.pos_ == "VERB" else None
