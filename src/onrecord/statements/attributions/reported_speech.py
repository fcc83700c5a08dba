"""Reported speech: cue, source and content of one sentence from its parse.

Three kinds of cue: verbs ("said that ...", "urged the union to ..."), phrases without a verb
("according to the ministry"), and nouns ("his claim that ..."). What each takes as content
stands in `cues.toml`; the terms are those of PARC 3.0 (Pareti 2016).
"""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from onrecord.records import Certainty, Span
from onrecord.statements.attributions.attribution import Attribution, runs_of
from onrecord.statements.attributions.complements import (
    CLAUSES,
    Content,
    content_of,
    is_finite,
    is_infinitive,
    phrase_content,
)
from onrecord.statements.attributions.cue_words import PHASE_VERBS, is_full_stop, join, top_verb
from onrecord.statements.attributions.cues import Cues, VerbCue, load_cues
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.sentences import Sentence

#: Under these a cue reports nothing that was said: "would say", "may claim", "will argue".
_UNREAL = frozenset(
    {"would", "could", "may", "might", "should", "must", "can", "shall", "will", "wo", "'ll", "’ll"}
)
#: Words that name nobody who could be made responsible.
NOT_A_SOURCE = frozenset({"you", "i", "there", "this", "that", "what", "which", "nobody"})

#: Says whether a place of the article stands inside quotation marks.
IsQuoted = Callable[[int], bool]


def find_reported_speech(
    sentence: Sentence, text: str, is_quoted: IsQuoted
) -> tuple[Attribution, ...]:
    """Find who is reported to say what in one sentence.

    Args:
        sentence: A parsed sentence of the article.
        text: `Article.text`.
        is_quoted: Whether a place of the article is in quotation marks; cues there are not read,
            because they belong to what is quoted.

    Returns:
        Attributions in the order of their cues. Those of a verb that may introduce a
        quotation and has no other complement come with empty content, for
        `quoted_speech` to fill.
    """
    cues = load_cues()
    found: list[Attribution] = []
    if sentence.block.kind == "headline" and (headed := _by_colon(sentence, text)):
        found.append(headed)
    for token in sentence.tokens:
        if is_quoted(sentence.place(token).start):
            continue
        attribution = (
            _by_verb(token, cues, sentence, text)
            or _by_noun(token, cues, sentence, text)
            or _by_phrase(token, cues, sentence, text)
        )
        if attribution:
            found.append(attribution)
    return tuple(found)


# -- verbs -----------------------------------------------------------------------------------


def _by_verb(verb: Token, cues: Cues, sentence: Sentence, text: str) -> Attribution | None:
    lemma = verb.lemma_.lower()
    cue = cues.verbs.get(lemma)
    is_phrase = lemma in cues.phrases or lemma in cues.set_phrases
    if verb.pos_ not in ("VERB", "AUX") or (cue is None and not is_phrase):
        return None
    if is_unreal(verb):
        return None
    if _is_passive(verb):
        return _passive(verb, cue, sentence, text) if cue else None
    subject = _source_of(verb)
    if cue is not None and (subject is None or _is_misread(verb, subject)):
        if tag := _closing_tag(verb, cue, sentence, text):
            return tag
        subject = _name_before(verb)
    if subject is None or subject.lower_ in NOT_A_SOURCE or _is_hearer(verb, subject):
        return None
    is_place = any(child.tag_ == "WRB" for child in verb.children)  # "Riga, where he says ..."
    if verb.dep_ == "relcl" and subject.tag_ not in ("WP", "WDT") and not is_place:
        return None  # "the laws that judges said were void": the content lies outside the clause
    content = phrase_content(verb, cues) or (content_of(verb, cue, subject) if cue else None)
    if content is None:
        if cue is None:
            return None
        if tag := _closing_tag(verb, cue, sentence, text):
            return tag
        if "quote" not in cue.frames:
            return None
        content = Content([], cue.frames["quote"], [])
    return join(verb, subject, content, sentence, text)


def _is_misread(verb: Token, subject: Token) -> bool:
    """Whether a word nearer to the verb must be the subject: "..., the mayor said."."""
    is_parted = any(token.is_punct and token.text in '”"' for token in verb.doc[subject.i : verb.i])
    return is_parted and (subject.head == verb or _name_before(verb) is not None)


def _name_before(verb: Token) -> Token | None:
    """Return the name right before a verb of saying, where the parse made it something else.

    An age may stand between: "Ana Ruiz, 58, told".
    """
    doc, place = verb.doc, verb.i - 1
    while place > 0 and (doc[place].like_num or doc[place].text == ","):
        place -= 1
    is_near = all(token.like_num or token.text == "," for token in doc[place + 1 : verb.i])
    is_aside = place < verb.i - 1 and not any(t.like_num for t in doc[place + 1 : verb.i])
    name = doc[max(place, 0)]
    is_name = name.pos_ == "PROPN" and name.ent_type_ in ("PERSON", "ORG")
    is_saying = verb.dep_ in ("ROOT", "conj", "ccomp") and verb.tag_ in ("VBD", "VBZ")
    return name if is_near and is_name and is_saying and not is_aside else None


def _closing_tag(verb: Token, cue: VerbCue, sentence: Sentence, text: str) -> Attribution | None:
    """Read "..., a spokesman, Jan Novak, said." from its commas where the parse fails."""
    doc, last = verb.doc, sentence.tokens.end - 1
    ends = all(not doc[place].is_alpha for place in range(verb.i + 1, last + 1))
    if not ends or "clause" not in cue.frames or verb.i == sentence.tokens.start:
        return None
    subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    noun = subjects[-1] if subjects else verb.nbor(-1)
    if noun.text == "," and noun.i > sentence.tokens.start:
        noun = noun.nbor(-1)
        while noun.dep_ in ("compound", "appos") and noun.head.i >= sentence.tokens.start:
            noun = noun.head
    first = noun.i
    while (
        first > sentence.tokens.start and doc[first - 1].text != "," and not doc[first - 1].is_quote
    ):
        first -= 1
    words = list(doc[first : verb.i])
    if noun.pos_ not in ("PROPN", "NOUN", "PRON") or first <= sentence.tokens.start + 2:
        return None
    if verb.dep_ in ("relcl", "acl") or _has_gap(words, noun):
        return None
    if not subjects and any(t.pos_ in ("VERB", "AUX", "ADP") and t.i < noun.i for t in words):
        return None
    if noun.lower_ in NOT_A_SOURCE:
        return None
    content = runs_of(sentence, text, doc[sentence.tokens.start : first])
    source = runs_of(sentence, text, words)
    if not source:
        return None  # signs alone, as a text damaged by copying has them, name nobody
    return Attribution(
        sentence=sentence,
        cue=(sentence.place(verb),),
        content=content,
        cue_head=verb,
        source_head=noun,
        source=Span(source[0].start, source[-1].end),
        content_heads=(),
        certainty=cue.frames["clause"],
        score=0.65,
    )


def _has_gap(words: list[Token], noun: Token) -> bool:
    """Whether something that is no part of the noun phrase stands beside it."""
    return any(
        word.pos_ in ("NOUN", "PROPN", "PRON") and word != noun and not noun.is_ancestor(word)
        for word in words
    )


def _parts(token: Token) -> bool:
    """Whether a token parts what was said from who said it."""
    return token.text == "," or token.is_quote


def is_unreal(verb: Token) -> bool:
    """Whether nothing was said: modal, imperative, purpose, or under another verb."""
    top = top_verb(verb)
    if top is None or (verb.lemma_ in PHASE_VERBS and _leads_on(verb)):
        return True
    chain = {top, verb}
    for token in chain:
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in _UNREAL:
                return True
            if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
                return True
    if verb.tag_ == "VB" and top == verb:
        return not any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children)
    return False


def _leads_on(verb: Token) -> bool:
    return any(child.dep_ == "xcomp" for child in verb.children)


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    if any(child.dep_ in ("nsubj", "aux") for child in verb.children):
        # "a man, believed to be ill, ..." is often parsed as an active past tense
        return _is_reduced(verb)
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "relcl", "amod", "ROOT")


def _is_reduced(verb: Token) -> bool:
    """Whether "believed to be" stands without auxiliary right after its noun or a comma."""
    if verb.tag_ not in ("VBD", "VBN") or any(c.dep_ == "aux" for c in verb.children):
        return False
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    return bool(
        after is not None
        and after.lower_ == "to"
        and any(child.dep_ == "xcomp" and child.lemma_ in ("be", "have") for child in verb.children)
    )


def _is_hearer(verb: Token, subject: Token) -> bool:
    """Whether the parse made the object of saying its subject: "were told"."""
    return subject.dep_ == "nsubjpass" and subject.head == verb


def _source_of(verb: Token) -> Token | None:
    """Return the head of the words that say who is responsible."""
    top = top_verb(verb)
    if top is None:
        return None
    return subject_of(top)


def _passive(verb: Token, cue: VerbCue, sentence: Sentence, text: str) -> Attribution | None:
    """Read "was described as tired by her doctor" and, without a source, "is believed to"."""
    subject = subject_of(verb)
    heads = [
        child
        for child in verb.children
        if child.dep_ in (*CLAUSES, "oprd", "acomp")
        or (child.dep_ == "prep" and child.lower_ in cue.prepositions and child.i > verb.i)
    ]
    agents = [
        noun
        for by in (*verb.children, *(token for head in heads for token in head.subtree))
        if by.lower_ == "by" and by.dep_ in ("agent", "prep") and by.head in (verb, *_near(heads))
        for noun in by.children
        if noun.dep_ == "pobj"
    ]
    if not heads or (not agents and cue.passive is None):
        return None
    if subject is not None and subject.lower_ == "it":
        subject = None  # "it is believed that": the pronoun stands for the clause
    if subject is not None and "hearer" not in cue.frames:
        heads.insert(0, subject)
    certainty = _passive_certainty(cue, heads) if agents else cue.passive
    content = Content(heads, certainty, [])
    return join(verb, agents[0] if agents else None, content, sentence, text)


def _passive_certainty(cue: VerbCue, heads: Iterable[Token]) -> Certainty | None:
    """Return what the frame that the complement fits commits the agent to."""
    if any(is_infinitive(head) for head in heads):
        fitting = ["order", "infinitive"]
    else:
        fitting = ["clause", "naming", "target", "object"]
    return next((cue.frames[frame] for frame in fitting if frame in cue.frames), None)


def _near(heads: Iterable[Token]) -> Iterator[Token]:
    """Yield the words a misread "by" may hang from: "described as reckless by"."""
    for head in heads:
        yield head
        yield from head.children


# -- nouns and phrases -----------------------------------------------------------------------


def _by_noun(noun: Token, cues: Cues, sentence: Sentence, text: str) -> Attribution | None:
    """Read "the ministry's claim that ..." and "the claim by police that ..."."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in cues.nouns:
        return None
    clauses = [
        child
        for child in noun.children
        if child.dep_ in ("acl", "ccomp", "relcl")
        and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
    ]
    owners = [child for child in noun.children if child.dep_ == "poss"]
    owners += [
        owner
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in ("by", "from")
        for owner in child.children
        if owner.dep_ == "pobj"
    ]
    if not clauses or not owners:
        return None
    certainty = cues.nouns[noun.lemma_.lower()]
    content = Content(clauses[:1], None if certainty == "stated" else certainty, [])
    return join(noun, owners[0], content, sentence, text)


def _by_phrase(token: Token, cues: Cues, sentence: Sentence, text: str) -> Attribution | None:
    """Read "according to the ministry" and its like; the content is the clause around it."""
    doc = token.doc
    for words in cues.attributing.get(token.lower_, ()):
        end = token.i + len(words)
        if end >= sentence.tokens.end or any(
            doc[token.i + place].lower_ != word for place, word in enumerate(words)
        ):
            continue
        last = doc[end - 1]
        sources = [child for child in last.children if child.dep_ == "pobj"]
        clause = _clause_around(token, sentence)
        if not sources or clause is None:
            return None
        cue_tokens = list(doc[token.i : end])
        content = Content([clause], None, [])
        return join(token, sources[0], content, sentence, text, cue_tokens)
    return None


def _by_colon(sentence: Sentence, text: str) -> Attribution | None:
    """Read a headline such as "Ruiz: The strike goes on"; a topic before the colon is none."""
    tokens = list(sentence.tokens)
    colon = next((number for number, token in enumerate(tokens) if token.text == ":"), 0)
    name, rest = tokens[:colon], tokens[colon + 1 :]
    is_person = bool(name) and all(
        token.pos_ == "PROPN" and token.ent_type_ == "PERSON" for token in name
    )
    if not is_person or not any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in rest):
        return None
    content = runs_of(sentence, text, (t for t in rest if not is_full_stop(t, sentence)))
    source = runs_of(sentence, text, name)
    if not content or not source:
        return None
    return Attribution(
        sentence=sentence,
        cue=(sentence.place(tokens[colon]),),
        content=content,
        source_head=name[-1],
        source=Span(source[0].start, source[-1].end),
        score=0.6,
    )


def _clause_around(token: Token, sentence: Sentence) -> Token | None:
    """Return the finite verb of the clause a phrase belongs to.

    A phrase that a comma sets off at the end of its sentence belongs to all of the sentence,
    where the parse hangs it from a clause of time or reason before it.
    """
    is_closing = (
        token.i > sentence.tokens.start
        and token.nbor(-1).text == ","
        and all(
            not t.is_alpha or token.is_ancestor(t)
            for t in token.doc[token.i + 1 : sentence.tokens.end]
        )
    )
    for head in token.ancestors:
        if is_closing and _is_joined_loosely(head):
            continue
        if head.pos_ in ("VERB", "AUX") and (head.dep_ == "ROOT" or is_finite(head)):
            return head
    return None


def _is_joined_loosely(verb: Token) -> bool:
    """Whether a clause is one of time or reason, or is joined without "and" or "but"."""
    if verb.dep_ == "advcl":
        return True
    between = verb.doc[verb.head.i : verb.left_edge.i]
    is_parted = any(t.text == ";" or (t.dep_ == "cc" and t.head == verb.head) for t in between)
    return verb.dep_ == "conj" and not is_parted
