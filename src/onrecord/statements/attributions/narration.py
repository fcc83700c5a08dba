"""What the outlet tells in its own voice: sentences and clauses without a source."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.tokens import Token

from onrecord.articles.phrases import head_kind, line_kind
from onrecord.records import Span
from onrecord.statements.attributions.attribution import Attribution, overlap, runs_of
from onrecord.statements.attributions.reported_speech import IsQuoted
from onrecord.statements.sentences import Sentence

#: A clause that is left of a sentence needs so many words to say something by itself.
_FEWEST_WORDS = 4
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OWN_CLAUSES = frozenset({"ROOT", "conj", "advcl", "parataxis", "ccomp"})
#: Kinds of lines that pages print anywhere, which tell nothing ("All rights reserved.").
_FURNITURE = frozenset({"legal", "navigation", "newsletter", "teaser", "advert", "byline"})
#: More words than "Continue reading below" are a sentence, however they begin.
_MOST_WORDS = 3


#: A picture of a gallery whose captions are told in one breath: "3/34 18 November A speaker ...".
_PICTURE = re.compile(r"(?<!\S)(\d{1,3})/(\d{1,3})\s+[A-Z\d]")
#: Days that are told so, and no pictures.
_DAYS = frozenset({(9, 11), (7, 7)})
_GALLERY = re.compile(
    r"\b\d{1,3}\s+show all\b|^\W*(?:Image|Photo|Picture|Slide)\s+\d+\s+of\s+\d+\b"
)


def is_gallery(words: str) -> bool:
    """Whether a sentence is of a gallery of pictures: its captions are run together."""
    places = (tuple(map(int, match.groups())) for match in _PICTURE.finditer(words))
    is_picture = any(place[0] <= place[1] and place not in _DAYS for place in places)
    return is_picture or _GALLERY.search(words) is not None


def find_narration(
    sentence: Sentence,
    text: str,
    attributions: Sequence[Attribution],
    hedges: Sequence[Attribution],
    is_quoted: IsQuoted,
    *,
    is_title: bool = False,
) -> Iterator[Attribution]:
    """Find what one sentence tells without a source.

    Args:
        sentence: A parsed sentence of the article.
        text: `Article.text`.
        attributions: Those with a source or in quotation marks that touch the sentence.
        hedges: Cues of the sentence without a source ("is believed to").
        is_quoted: Whether a place of the article is in quotation marks. Quoted words that
            nobody is known to have said are not the outlet's own.
        is_title: Whether it is a line that needs no verb: "Three hurt in shooting".
    """
    taken = [
        span
        for one in attributions
        for span in (*one.cue, *one.content, *((one.source,) if one.source else ()))
        if overlap(span, sentence.span)
    ]
    if is_quoted(sentence.place(sentence.tokens.root).start):
        return
    if not taken:
        is_furniture = not is_title and _is_furniture(sentence.span.of(text))
        if (is_title or _has_verb(sentence)) and not is_furniture:
            yield from _whole(sentence, text, hedges)
        return
    for head in sentence.tokens:
        if head.dep_ not in _OWN_CLAUSES or not _is_finite(head):
            continue
        if not _is_inside(sentence.place(head), taken):
            words = _clause(head, sentence, taken)
            yield from _narrate(head, words, sentence, text, hedges)


def _is_furniture(words: str) -> bool:
    """Whether a sentence is one of the lines that reading at times leaves in an article."""
    if line_kind(words) in _FURNITURE or is_gallery(words):
        return True
    return len(words.split()) <= _MOST_WORDS and head_kind(words) in _FURNITURE


def _whole(sentence: Sentence, text: str, hedges: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield an unattributed sentence, parted where clauses with own subjects are joined."""
    root = sentence.tokens.root
    heads = [root, *(h for h in root.conjuncts if h.i > root.i and _is_joined(h))]
    if not _is_finite(root) or hedges:
        heads = [root]
    for head in heads:
        others = {t.i for other in heads if other.i > head.i for t in other.subtree}
        words = [token for token in head.subtree if token.i not in others]
        if head == root and len(heads) == 1:
            words = list(sentence.tokens)
        yield from _narrate(head, words, sentence, text, hedges)


def _clause(head: Token, sentence: Sentence, taken: Sequence[Span]) -> list[Token]:
    """Return the words of a clause beside attributed ones, without the clauses that hold those.

    Empty if too few are left to say something.
    """
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
    # who acts here may be a source as well: "she thanked them and called for more"
    subject = {
        token.i for child in head.children if child.dep_ in _SUBJECTS for token in child.subtree
    }
    words = [
        token
        for token in head.subtree
        if token.i not in foreign
        and (token.i in subject or not _is_inside(sentence.place(token), taken))
        and not _leads_to(token, foreign)
        and not (token.dep_ in ("mark", "cc") and token.head == head and token.i < head.i)
    ]
    words = _without_loose_end(words)
    is_enough = head in words and sum(token.is_alpha for token in words) >= _FEWEST_WORDS
    return words if is_enough else []


def _without_loose_end(words: Sequence[Token]) -> list[Token]:
    """Return words without what leads to others that are left out: "an image of", "among them"."""
    kept = list(words)
    while kept:
        last = kept[-1]
        is_loose = last.pos_ in ("ADP", "SCONJ") and (
            last.dep_ == "pcomp" or any(child not in words for child in last.children)
        )
        if [token.lower_ for token in kept[-2:]] == ["among", "them"]:
            del kept[-2:]
        elif is_loose or last.pos_ == "CCONJ" or last.text in (",", "."):
            del kept[-1]
        else:
            break
    return kept


def _leads_to(token: Token, foreign: Collection[int]) -> bool:
    """Whether a preposition is left without what it leads to: "after (announcing that ...)"."""
    led = [child for child in token.children if child.dep_ in ("pcomp", "pobj")]
    return bool(led) and token.dep_ == "prep" and all(child.i in foreign for child in led)


def _narrate(
    head: Token,
    words: Iterable[Token],
    sentence: Sentence,
    text: str,
    hedges: Sequence[Attribution],
) -> Iterator[Attribution]:
    tokens = [
        token
        for token in words
        if not token.is_space and not (token.tag_ == "." and token.i >= sentence.tokens.end - 2)
    ]
    spans = runs_of(sentence, text, tokens)
    if len(spans) > 2 or not spans:
        return
    hedge = next((one for one in hedges if _hedges(one, head, tokens)), None)
    yield Attribution(
        sentence=sentence,
        cue=hedge.cue if hedge else (),
        content=spans,
        content_heads=(head,),
        certainty=hedge.certainty if hedge else None,
        negated=hedge.negated if hedge else False,
        form="narration",
        score=0.8 if len(spans) == 1 else 0.6,
    )


def _hedges(hedge: Attribution, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a sourceless cue hedges a clause: its verb, or a name in it ("believed to be")."""
    cue = hedge.cue_head
    if cue is None or cue not in tokens:
        return False
    return cue == head or (cue.dep_ == "acl" and hedge.certainty == "believed")


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


def _is_inside(place: Span, spans: Iterable[Span]) -> bool:
    return any(overlap(place, span) for span in spans)
