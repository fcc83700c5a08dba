"""What the outlet tells in its own voice: sentences and clauses without a source."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from onrecord.records import Certainty, Span
from onrecord.statements.attributions import Attribution, overlap, runs_of
from onrecord.statements.sentences import Sentence

#: A clause that is left of a sentence needs so many words to say something by itself.
_FEWEST_WORDS = 4
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OWN_CLAUSES = frozenset({"ROOT", "conj", "advcl", "parataxis", "ccomp"})
#: A participle that hedges what it describes: "one man, believed to be the mayor, ...".
_HEDGES: dict[str, Certainty] = {
    "believe": "believed", "think": "believed", "presume": "believed", "suspect": "believed",
    "assume": "believed", "say": "possible", "report": "possible", "rumour": "possible",
    "rumor": "possible", "allege": "possible", "understand": "believed",
}  # fmt: skip


def find_narration(
    sentence: Sentence, text: str, attributions: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Find what one sentence tells without a source.

    Args:
        sentence: A parsed sentence of the article.
        text: `Article.text`.
        attributions: Those with a source or in quotation marks that touch the sentence.
    """
    taken = [
        span
        for one in attributions
        for span in (*one.cue, *one.content, *((one.source,) if one.source else ()))
        if overlap(span, sentence.span)
    ]
    if not taken:
        yield from _whole(sentence, text)
        return
    for head in sentence.tokens:
        if head.dep_ in _OWN_CLAUSES and _is_finite(head) and not _is_taken(head, sentence, taken):
            yield from _clause(head, sentence, text, taken)


def _whole(sentence: Sentence, text: str) -> Iterator[Attribution]:
    """Yield an unattributed sentence, parted where clauses with own subjects are joined."""
    root = sentence.tokens.root
    if not _has_verb(sentence):
        return
    heads = [root, *(h for h in root.conjuncts if h.i > root.i and _is_joined(h))]
    if len(heads) == 1 or not _is_finite(root) or _HEDGES.keys() & _participles(sentence):
        heads = [root]
    for head in heads:
        others = {t.i for other in heads if other.i > head.i for t in other.subtree}
        words = [token for token in head.subtree if token.i not in others]
        if head == root and len(heads) == 1:
            words = list(sentence.tokens)
        yield from _narrate(head, words, sentence, text)


def _clause(
    head: Token, sentence: Sentence, text: str, taken: Sequence[Span]
) -> Iterator[Attribution]:
    """Yield a clause beside attributed ones, without the clauses that hold those."""
    foreign = {
        token.i
        for child in head.subtree
        if child != head
        and child.dep_ in ("ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "xcomp", "pcomp")
        and any(_is_inside(sentence.place(word), taken) for word in child.subtree)
        for token in child.subtree
    }
    # clauses that stand for themselves are narrated on their own
    foreign |= {
        token.i
        for child in head.children
        if child.dep_ in ("advcl", "conj", "parataxis") and _is_finite(child)
        for token in child.subtree
    }
    words = [
        token
        for token in head.subtree
        if token.i not in foreign
        and not _is_inside(sentence.place(token), taken)
        and not (token.dep_ in ("mark", "cc") and token.head == head and token.i < head.i)
    ]
    if head in words and sum(token.is_alpha for token in words) >= _FEWEST_WORDS:
        yield from _narrate(head, words, sentence, text)


def _narrate(
    head: Token, words: Iterable[Token], sentence: Sentence, text: str
) -> Iterator[Attribution]:
    tokens = [
        token
        for token in words
        if not token.is_space and not (token.tag_ == "." and token.i >= sentence.tokens.end - 2)
    ]
    spans = runs_of(sentence, text, tokens)
    if len(spans) > 2 or not spans:
        return
    hedge = _hedge(tokens)
    yield Attribution(
        sentence=sentence,
        cue=(sentence.place(hedge),) if hedge is not None else (),
        content=spans,
        content_heads=(head,),
        certainty=_HEDGES[hedge.lemma_] if hedge is not None else None,
        form="narration",
        score=0.8 if len(spans) == 1 else 0.6,
    )


def _hedge(tokens: Iterable[Token]) -> Token | None:
    """Return the participle that hedges a person or thing: "believed to be"."""
    for token in tokens:
        if (
            token.lemma_ in _HEDGES
            and token.tag_ in ("VBN", "VBD")
            and token.i + 2 < len(token.doc)
        ):
            after = token.nbor(), token.nbor(2)
            if after[0].lower_ == "to" and after[1].lower_ in ("be", "have"):
                return token
    return None


def _participles(sentence: Sentence) -> set[str]:
    return {
        token.lemma_
        for token in sentence.tokens
        if token.tag_ in ("VBN", "VBD") and _hedge([token]) is not None
    }


def _is_joined(head: Token) -> bool:
    """Whether a conjoined verb has a subject of its own."""
    return _is_finite(head) and any(child.dep_ in _SUBJECTS for child in head.children)


def _has_verb(sentence: Sentence) -> bool:
    return any(
        token.tag_ in _FINITE or (token.pos_ == "VERB" and token.dep_ == "ROOT")
        for token in sentence.tokens
    )


def _is_finite(head: Token) -> bool:
    verbs = [head, *(child for child in head.children if child.dep_ in ("aux", "auxpass"))]
    return any(child.dep_ in _SUBJECTS for child in head.children) and any(
        verb.tag_ in _FINITE for verb in verbs
    )


def _is_taken(head: Token, sentence: Sentence, taken: Sequence[Span]) -> bool:
    return _is_inside(sentence.place(head), taken)


def _is_inside(place: Span, spans: Iterable[Span]) -> bool:
    return any(overlap(place, span) for span in spans)
