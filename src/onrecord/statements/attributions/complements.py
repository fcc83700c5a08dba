"""What a reporting verb takes as its content: the complements listed in `cues.toml`."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.records import Certainty
from onrecord.statements.attributions.cues import Cues, VerbCue, load_cues

CLAUSES = frozenset({"ccomp", "xcomp"})
#: How many words at most stand between a cue and its "that".
_LONGEST_WAY = 16
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(slots=True)
class Content:
    """The complement of a cue: heads of its parts, and the words that open it."""

    heads: list[Token]
    certainty: Certainty | None
    opening: list[Token]


def content_of(verb: Token, cue: VerbCue, subject: Token) -> Content | None:
    """Match the verb's complements against the frames it takes, most specific first."""
    # what follows the verb is its content before what stands ahead of it
    after = [child for child in verb.children if child.i > verb.i]
    before = [child for child in verb.children if child.i < verb.i]
    children = [child for child in (*after, *before) if child != subject]
    for match in (_order, _measure, _naming, _clause, _prepositional, _object, _misplaced):
        if content := match(verb, children, cue):
            return content
    return _parenthetical(verb, cue, subject)


def _order(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    for clause in children:
        if clause.dep_ not in CLAUSES or not is_infinitive(clause) or clause.i < verb.i:
            continue
        own_subject = [c for c in clause.children if c.dep_ == "nsubj"]
        objects = [c for c in children if c.dep_ in ("dobj", "dative") and c.i < clause.i]
        if "order" in cue.frames and (objects or own_subject):
            return Content([*objects, clause], cue.frames["order"], [])
        if "infinitive" in cue.frames and not objects and not own_subject:
            return Content([clause], cue.frames["infinitive"], [])
    return None


def _clause(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    for clause in children:
        if clause.dep_ not in (*CLAUSES, "parataxis") or is_infinitive(clause):
            continue
        if _is_relative(verb, clause):
            continue
        is_clause = (
            is_finite(clause)
            or (
                # a headless parse of a clause: its noun stands where its verb should
                clause.dep_ == "ccomp"
                and clause.pos_ in ("NOUN", "PROPN")
                and "quote" in cue.frames
            )
            or _is_subjunctive(clause)
        )
        if is_clause and "clause" in cue.frames:
            certainty = "unclear" if _is_asked(clause) else cue.frames["clause"]
            return Content([clause], certainty, [])
        if clause.tag_ == "VBG" and "gerund" in cue.frames and clause.dep_ != "parataxis":
            return Content([clause], cue.frames["gerund"], [])
    return None


def _is_relative(verb: Token, clause: Token) -> bool:
    """Whether a clause only tells which thing is meant: "found alive after a raid that failed".

    The parse may hang it from the verb; "that" is its subject, and words stand before it.
    """
    return any(
        child.tag_ == "WDT" and child.dep_ in ("nsubj", "nsubjpass") and child.i > verb.i + 1
        for child in clause.children
    )


def _is_asked(clause: Token) -> bool:
    """Whether a clause is an indirect question: "asked if they would go"."""
    return clause.dep_ == "ccomp" and any(
        child.dep_ == "mark" and child.lower_ in ("if", "whether") for child in clause.children
    )


def _is_subjunctive(clause: Token) -> bool:
    """Whether a clause is like "that the ban be lifted"."""
    dependants = {child.dep_ for child in clause.children}
    is_marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
    return is_marked and bool(dependants & {"nsubj", "nsubjpass", "expl"})


def _measure(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    if "measure" not in cue.frames:
        return None
    objects = [child for child in children if child.dep_ == "dobj" and child.i > verb.i]
    for at in (*children, *(child for noun in objects for child in noun.children)):
        if _opens(at, cue) and any(token.like_num for token in at.subtree):
            return Content([*objects, at], cue.frames["measure"], []) if objects else None
    return None


def _misplaced(verb: Token, _children: list[Token], cue: VerbCue) -> Content | None:
    """Find the clause that the parse hangs from words between: "said after voting that ..."."""
    if not {"clause", "quote"} <= cue.frames.keys():
        return None
    doc, cues = verb.doc, load_cues().verbs
    for token in doc[verb.i + 1 : min(verb.i + _LONGEST_WAY, verb.sent.end)]:
        if token.tag_ in _FINITE or token.text in (";", ":") or token.is_quote:
            return None
        if token.pos_ == "VERB" and token.lemma_.lower() in cues:
            return None
        if token.lower_ == "that" and token.dep_ == "mark":
            clause = token.head
            is_behind = clause.i > token.i and not clause.is_ancestor(verb)
            return Content([clause], cue.frames["clause"], []) if is_behind else None
    return None


def _naming(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    named = [child for child in children if child.dep_ == "dobj"]
    # the parse may hang "as a sign" from "the visit" and not from "see"
    held = any(_opens(child, cue) for noun in named for child in noun.children)
    if "target" in cue.frames:
        of = [child for child in children if _opens(child, cue)]
        return Content([*named, *of], cue.frames["target"], []) if named and (of or held) else None
    if "naming" not in cue.frames:
        return None
    if held:
        return Content(named, cue.frames["naming"], [])
    names = [
        child
        for child in children
        if child.i > verb.i
        and (
            child.dep_ in ("oprd", "acomp")
            or (child.dep_ in ("prep", "advcl") and child.lower_ in cue.prepositions)
            or (child.dep_ in CLAUSES and not is_infinitive(child) and child.tag_ != "VBG")
        )
    ]
    return Content([*named, *names], cue.frames["naming"], []) if names else None


def _opens(child: Token, cue: VerbCue) -> bool:
    return child.dep_ == "prep" and child.lower_ in cue.prepositions


def _prepositional(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    if "naming" in cue.frames or "object" in cue.frames:
        return None
    if not cue.frames and verb.dep_ == "advcl":
        return None  # "speaking of trade, ..."
    for child in children:
        if _opens(child, cue) and child.i > verb.i:
            heads = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if heads:
                return Content(heads, cue.prepositions[child.lower_], [child])
    return None


def _object(verb: Token, children: list[Token], cue: VerbCue) -> Content | None:
    frame = "object" if "object" in cue.frames else "number"
    if frame not in cue.frames:
        return None
    objects = [
        child
        for child in children
        if child.dep_ == "dobj" and child.i > verb.i and child.pos_ != "PRON"
    ]
    if not objects or (frame == "number" and not _is_number(verb, objects[0])):
        return None
    certainty = cue.frames[frame]
    # what is foreseen has its own time: "expects growth of 2% this year"
    rest = [child for child in children if _opens(child, cue)]
    if certainty in ("possible", "planned"):
        rest += [
            child
            for child in children
            if child.dep_ in ("npadvmod", "prep") and child.i > objects[-1].i and child not in rest
        ]
    loose = [child for child in children if frame == "number" and child.i == verb.i + 1]
    return Content([*(one for one in loose if one.like_num), *objects, *rest], certainty, [])


def _is_number(verb: Token, noun: Token) -> bool:
    """Whether an object is a number of something; the parse may hang the number from the verb."""
    begins = verb.doc[verb.i + 1].like_num
    return noun.like_num or begins or any(child.dep_ == "nummod" for child in noun.children)


def _parenthetical(verb: Token, cue: VerbCue, subject: Token) -> Content | None:
    """Read "The deal, she said, is dead" and "As she said, ...": the cue hangs from its content."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or "clause" not in cue.frames:
        return None
    host = verb.head
    if not _is_finite_verb(host) or subject.head != verb:
        return None
    doc = verb.doc
    first, last = min(subject.left_edge.i, verb.i), max(verb.i, subject.right_edge.i)
    is_closed = last + 1 >= len(doc) or doc[last + 1].is_punct
    if first > 0 and doc[first - 1].lower_ == "as":
        first -= 1
    is_set_off = first == 0 or doc[first - 1].text in (",", "—", "–", "”", '"')
    if is_set_off and is_closed and host.i not in range(first, last + 1):
        return Content([host], cue.frames["clause"], [])
    return None


def phrase_content(verb: Token, cues: Cues) -> Content | None:
    """Read a verb with its particle or adjective: "called for talks", "made clear that"."""
    return _with_adjective(verb, cues) or _with_particle(verb, cues)


def _with_adjective(verb: Token, cues: Cues) -> Content | None:
    adjectives = cues.set_phrases.get(verb.lemma_.lower(), ())
    adjective = next((child for child in verb.children if child.lower_ in adjectives), None)
    if adjective is None or adjective.i < verb.i:
        return None
    clauses = [
        clause
        for clause in (*verb.children, *adjective.children)
        if clause.i > adjective.i
        and clause.dep_ in ("ccomp", "advcl", "xcomp", "csubj")
        and any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
    ]
    if not clauses:
        return None
    return Content(clauses[:1], None, list(verb.doc[verb.i + 1 : adjective.i + 1]))


def _with_particle(verb: Token, cues: Cues) -> Content | None:
    for phrase in cues.phrases.get(verb.lemma_.lower(), ()):
        for child in verb.children:
            if child.lower_ != phrase.particle or child.dep_ not in ("prep", "prt"):
                continue
            heads = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            heads += [c for c in verb.children if c.i > child.i and c.dep_ in (*CLAUSES, "dobj")]
            if heads and (phrase.takes_clause or child.dep_ == "prep" or heads[0].dep_ == "dobj"):
                return Content(heads, phrase.certainty, [child])
    return None


def _is_finite_verb(head: Token) -> bool:
    return head.pos_ in ("VERB", "AUX") and is_finite(head)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_finite(head: Token) -> bool:
    """Whether a clause has a subject and a finite verb, if only its auxiliary."""
    verbs = [head, *(child for child in head.children if child.dep_ in ("aux", "auxpass"))]
    # the parse may hang the subject from the auxiliary
    has_subject = any(
        child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "attr", "advmod", "mark")
        for verb in verbs
        for child in verb.children
    )
    return has_subject and any(verb.tag_ in _FINITE for verb in verbs)
