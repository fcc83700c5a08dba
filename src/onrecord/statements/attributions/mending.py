"""Relations made whole: where the network read them in pieces, the parse says what belongs to them.

The network labels word by word. Where it is unsure it leaves out a word in the middle, breaks off
before the verb, or takes up words of another clause; what is then published as somebody's words
would say what nobody said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.statements.attributions.cue_words import top_verb
from onrecord.statements.noun_phrases import noun_phrase, subject_of
from onrecord.statements.reader import Relation, Run
from onrecord.statements.sentences import ParsedArticle

#: Words that a content leaves out in its middle at most: "the [European] Union".
_GAP = 3
#: A word that stands before its head, and says nothing without it.
_LEANING = frozenset({
    "amod", "aux", "auxpass", "compound", "det", "mark", "nmod", "nsubj", "nsubjpass", "nummod",
    "poss",
})  # fmt: skip
_NAMING = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
_OPENING = frozenset({
    "how", "if", "that", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why",
})  # fmt: skip
_WHEN = frozenset({"after", "before", "since", "until"})
#: Words between a word and its head at most.
_LONGEST_WAY = 8


def mend(
    article: ParsedArticle, relations: Sequence[Relation], cues: Collection[Token]
) -> list[Relation]:
    """Return the relations, each in whole phrases, without those that are none by the parse.

    Args:
        article: As read.
        relations: As the network read them.
        cues: What rules take for the heads of cues.
    """
    strange: dict[int, set[int]] = defaultdict(set)
    for one in relations:
        for run in (one.cue, *one.source):
            strange[run.piece].update(range(run.start, run.end))
    pieces = {id(block.doc): number for number, block in enumerate(article.blocks)}
    for cue in cues:
        strange[pieces[id(cue.doc)]].add(cue.i)
    return [mended for one in relations if (mended := _mend(article, one, strange)) is not None]


def _mend(
    article: ParsedArticle, one: Relation, taken: Mapping[int, Collection[int]]
) -> Relation | None:
    piece = one.cue.piece
    doc = article.blocks[piece].doc
    cue = article.tokens(one.cue)
    strange = taken[piece]
    source = _source(doc, one, cue.root)
    here = [run for run in one.content if run.piece == piece]
    if not source or not here:
        return one._replace(source=source)
    if all(token.pos_ == "AUX" for token in cue) or _is_told_of_another(cue.root, here):
        return None
    here = _filled(doc, here, strange)
    here = _attached(doc, here, cue)
    here = _joined(_to_head(doc, run, strange) for run in here)
    inside = {place for run in here for place in range(run.start, run.end)}
    here = [_without_next_deed(doc, run, cue, inside) for run in here]
    elsewhere = [run for run in one.content if run.piece != piece]
    return one._replace(source=source, content=tuple(sorted([*here, *elsewhere])))


def _source(doc: Doc, one: Relation, cue: Token) -> tuple[Run, ...]:
    """Return the source with the whole of its last name; the subject, where it is no name."""
    runs = [run for run in one.source if run.piece == one.cue.piece]
    if not runs:
        return one.source
    last = runs[-1]
    head = doc[last.end - 1].head
    said = {p for run in (one.cue, *one.content) for p in range(run.start, run.end)}
    is_begun = doc[last.end - 1].dep_ in _NAMING and last.end <= head.i < last.end + _GAP
    if is_begun and said.isdisjoint(range(last.end, head.i + 1)):
        runs[-1] = last._replace(end=head.i + 1)
    words = [token for run in runs for token in doc[run.start : run.end]]
    if all(token.dep_ == "det" for token in words):
        return ()  # "the", of which the name is not known
    subject = subject_of(top_verb(cue) or cue) if words[0].pos_ in ("VERB", "AUX") else None
    if subject is not None and subject not in words:
        named = noun_phrase(subject)
        return (Run(one.cue.piece, named[0].i, named[-1].i + 1),)
    return (*(run for run in one.source if run.piece != one.cue.piece), *runs)


def _is_told_of_another(cue: Token, content: Sequence[Run]) -> bool:
    """Whether a cue's clause is the subject of its content: "what they call peace is war"."""
    inside = {place for run in content for place in range(run.start, run.end)}
    calls = (
        child.lower_ == "what" and child.dep_ == "dobj" and child.i in inside for child in cue.lefts
    )
    return any(calls) or any(
        token.dep_ in ("csubj", "csubjpass") and token.head.i in inside
        for token in (cue, *cue.ancestors)
    )


def _filled(doc: Doc, runs: Sequence[Run], strange: Collection[int]) -> list[Run]:
    """Return runs with the few words between them, unless these are a cue's or a source's."""
    found = [runs[0]]
    for run in runs[1:]:
        between = range(found[-1].end, run.start)
        is_parted = any(doc[place].text == ";" for place in range(found[-1].end - 1, run.start))
        is_strange = any(place in strange for place in between)
        if len(between) <= _GAP and not is_parted and not is_strange:
            found[-1] = found[-1]._replace(end=run.end)
        else:
            found.append(run)
    return found


def _attached(doc: Doc, runs: Sequence[Run], cue: Tokens) -> list[Run]:
    """Return the runs that hang from the cue, or hold what it hangs from, or hang from those.

    So do those that a "that" or a question word opens, wherever the parse hangs them. What has
    happened before or after a cue ("after he was pardoned") is told of it, and not by it.
    """
    reached = {token.i for token in cue}
    above = {token.i for token in cue.root.ancestors}
    sentence = cue.sent
    kept = [
        run
        for run in runs
        if not sentence.start <= run.start < sentence.end  # a quotation that goes on
        or any(token.is_quote for token in doc[max(0, run.start - 1) : run.end + 1])
        or (cue.end <= run.start and doc[run.start].lower_ in _OPENING)
    ]
    left = [run for run in runs if run not in kept]
    reached |= {place for run in kept for place in range(run.start, run.end)}
    while near := [run for run in left if _touches(doc[run.start : run.end], reached, above, cue)]:
        kept += near
        left = [run for run in left if run not in near]
        reached |= {token.i for run in near for token in doc[run.start : run.end]}
    return sorted(kept) or list(runs)


def _touches(words: Tokens, reached: Collection[int], above: Collection[int], cue: Tokens) -> bool:
    return any(
        token.i in above or (token.head.i in reached and not _tells_when(token, cue))
        for token in words
        if not token.is_punct
    )


def _tells_when(token: Token, cue: Tokens) -> bool:
    """Whether a word is the verb of a clause that says when its cue was."""
    return (
        token.dep_ == "advcl"
        and token.head in cue
        and any(child.dep_ == "mark" and child.lower_ in _WHEN for child in token.children)
    )


def _to_head(doc: Doc, run: Run, strange: Collection[int]) -> Run:
    """Return a run with the phrase that its last word only begins: "that the rebels [had won]"."""
    last = doc[run.end - 1]
    head = last.head
    if last.dep_ not in _LEANING or not run.end <= head.i < run.end + _LONGEST_WAY:
        return run
    end = run.end
    while end <= head.right_edge.i and end not in strange:
        end += 1
    while doc[end - 1].is_punct:
        end -= 1
    return run._replace(end=end) if end > head.i else run


def _joined(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if found and run.start <= found[-1].end:
            found[-1] = found[-1]._replace(end=max(found[-1].end, run.end))
        else:
            found.append(run)
    return found


def _without_next_deed(doc: Doc, run: Run, cue: Tokens, inside: Collection[int]) -> Run:
    """Return a run up to what its cue's own clause goes on to tell.

    "Arrested after saying that he would run, and later sentenced": nobody said the last.
    """
    for token in doc[run.start + 1 : run.end]:
        is_deed = token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
        above = token.head
        if is_deed and above.i not in inside and above.is_ancestor(cue.root):
            end = token.left_edge.i
            while end > run.start and (doc[end - 1].is_punct or doc[end - 1].pos_ == "CCONJ"):
                end -= 1
            return run._replace(end=end) if end > run.start else run
    return run
