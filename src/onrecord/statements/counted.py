"""What a figure counts, and of what it is a share, from the sentence's parse."""

from spacy.tokens import Token

from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.numbers import number_lexicon
from onrecord.statements.sentences import Sentence

_NOUNS = ("NOUN", "PROPN")
#: A longer phrase says more than what is counted.
_LONGEST_PHRASE = 5
#: Nouns that stand for a number of something: "the number of prisoners rose to 52".
_NUMBER_NOUNS = frozenset({"number", "total", "count", "tally", "sum"})
_MOVES = frozenset(
    {"rise", "fall", "climb", "drop", "grow", "increase", "decrease", "jump", "reach", "stand",
     "hit", "be", "remain", "pass", "exceed", "total", "decline", "surge", "gain", "lose", "add",
     "plummet", "plunge", "advance", "slip", "slide", "soar", "cost", "shrink", "expand", "average",
     "edge", "dip", "sink", "slump", "tumble", "peak", "surpass", "weigh", "measure", "last"}
)  # fmt: skip
_AMOUNT_NOUNS = frozenset(
    {"total", "sum", "amount", "number", "increase", "rise", "drop", "fall", "decline", "gain",
     "loss", "cut", "average", "rate", "maximum", "minimum", "level", "hundred", "thousand"}
)  # fmt: skip
_PRISON = frozenset({"prison", "jail", "custody", "colony", "detention", "imprisonment"})
_SENTENCE_UNITS = ("year", "month", "day", "week")


def share_of(sentence: Sentence, last: Token) -> str | None:
    """Return the whole that a percentage is a share of: "4% of all recognized prisoners"."""
    after = _next(sentence, last)
    if after is None or after.lower_ not in ("of", "among"):
        return None
    return _object_phrase(after)


def counted(sentence: Sentence, first: Token, last: Token, unit: str | None) -> str | None:
    """Return the thing that a figure counts or measures, ``None`` where the parse is unsure.

    Args:
        sentence: The sentence of the figure.
        first: Its first token, of the number.
        last: Its last token, of the unit if it has one.
        unit: The name of its unit.

    Returns:
        A lower-case phrase ("political prisoners"); names keep their capitals. Bare people
        carry what became of them: "people killed".
    """
    if unit is not None:
        return _measured(sentence, first, last, unit)
    noun = _counted_noun(sentence, last)
    if noun is None:
        return _counted_by_subject(first) or _outcome_alone(first)
    phrase = _phrase(noun, after=last.i)
    if phrase and phrase.rsplit(" ", 1)[-1] in number_lexicon()["outcomes"]["heads"]:
        outcome = _outcome(noun)
        return f"people {outcome}" if outcome else phrase
    return phrase


def _next(sentence: Sentence, token: Token) -> Token | None:
    return token.doc[token.i + 1] if token.i + 1 < sentence.tokens.end else None


def _object_phrase(preposition: Token) -> str | None:
    noun = _object_noun(preposition)
    return _phrase(noun, after=preposition.i) if noun is not None else None


def _object_noun(preposition: Token) -> Token | None:
    """Return the noun after a preposition; of "all prisoners" the parser may give both."""
    objects = [
        child for child in preposition.children if child.dep_ == "pobj" and child.pos_ in _NOUNS
    ]
    return objects[-1] if objects else None


def _phrase(noun: Token, after: int) -> str | None:
    """Return the noun with the words before it that tell which, from `after` on."""
    plain = number_lexicon()["plain"]["words"]
    words: list[Token] = []
    for token in noun.doc[max(after + 1, noun.left_edge.i) : noun.i + 1]:
        if (
            token.is_space
            or token.is_quote
            or (token.is_punct and token.text != "-")
            or token.like_num
            or token.tag_ in ("CD", "DT", "PDT", "PRP$", "POS", "WDT", "RB")
            or (token is not noun and (token.lower_ in plain or token.pos_ in ("ADP", "CCONJ")))
        ):
            words.clear()
        else:
            words.append(token)
    words = words[-_LONGEST_PHRASE:]
    while words and words[0].text == "-":
        words.pop(0)
    text = "".join(
        (token.text if token.pos_ == "PROPN" else token.lower_) + token.whitespace_
        for token in words
    )
    return text.strip() or None


def _counted_noun(sentence: Sentence, last: Token) -> Token | None:
    """Return the noun that a bare number counts."""
    after = _next(sentence, last)
    if after is not None and after.lower_ == "of":
        return _object_noun(after)
    head = last
    while head.dep_ in ("nummod", "quantmod", "compound", "amod") and head.head.i != head.i:
        head = head.head
        if head.i > last.i and head.pos_ in _NOUNS and head.dep_ != "compound":
            return head if _is_near(last, head) else None
    return _following_noun(sentence, last)


def _is_near(number: Token, noun: Token) -> bool:
    between = number.doc[number.i + 1 : noun.i]
    return len(between) <= _LONGEST_PHRASE and not any(
        token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBG") for token in between
    )


def _following_noun(sentence: Sentence, last: Token) -> Token | None:
    """Return the plural noun that ends the words right after the number, without the parse."""
    found = None
    for token in sentence.tokens.doc[last.i + 1 : min(last.i + 6, sentence.tokens.end)]:
        if token.tag_ in ("NNS", "NNPS"):
            found = token
        elif found is not None or token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return found


def _measured(sentence: Sentence, first: Token, last: Token, unit: str) -> str | None:
    after = _next(sentence, last)
    if after is not None and after.lower_ in ("in", "of", "behind"):
        noun = _object_noun(after)
        if noun is not None and noun.lemma_.lower() in _PRISON and unit in _SENTENCE_UNITS:
            return "prison sentence"
        if (
            noun is not None
            and noun.pos_ == "NOUN"
            and unit not in _SENTENCE_UNITS
            and not noun.ent_type_
        ):
            return _phrase(noun, after=after.i)
    head = last
    while (
        head.dep_ in ("nummod", "quantmod", "compound", "amod", "npadvmod", "nmod")
        and head.head.i != head.i
    ):
        head = head.head
        if head.i > last.i and head.pos_ == "NOUN":
            return (
                _phrase(head, after=last.i)
                if _is_near(last, head) and unit != "year of age"
                else None
            )
    if unit in _SENTENCE_UNITS or unit == "year of age":
        return None
    return _counted_by_owner(first, last) or _counted_by_subject(first)


def _counted_by_owner(first: Token, last: Token) -> str | None:
    """Return the noun whose amount it is: "a fine of $52,000"."""
    top = last
    while first.i <= top.head.i <= last.i and top.head.i != top.i:
        top = top.head
    preposition = top.head
    if top.dep_ != "pobj" or preposition.lower_ != "of" or preposition.head.pos_ != "NOUN":
        return None
    owner = preposition.head
    return _phrase(owner, after=-1) if owner.lemma_ not in _AMOUNT_NOUNS else None


def _counted_by_subject(number: Token) -> str | None:
    """Return the subject of "rose to", "stands at", "was" before a number."""
    verb = number
    for _ in range(5):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.lemma_.lower() not in _MOVES:
        return None
    subject = subject_of(verb)
    if subject is None or subject.pos_ not in _NOUNS or subject.i > number.i:
        return None
    if subject.ent_type_ in ("PERSON", "GPE", "NORP"):
        return None
    if tolled := number_lexicon()["tolls"].get(_phrase(subject, after=-1) or ""):
        return str(tolled)
    if subject.lemma_ in _NUMBER_NOUNS:
        of = next((child for child in subject.children if child.lower_ == "of"), None)
        return _object_phrase(of) if of is not None else None
    return _phrase(subject, after=-1)


def _outcome_alone(number: Token) -> str | None:
    """Return whom a number without a noun counts: "killing 52", "52 were injured"."""
    outcome = _outcome(number)
    return f"people {outcome}" if outcome else None


def _outcome(noun: Token) -> str | None:
    """Return what the verb says became of the people of a noun."""
    outcomes = number_lexicon()["outcomes"]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "dozens of people"
    if noun.dep_ == "conj":
        noun = noun.head
    head = noun.head
    is_patient = noun.dep_ in ("dobj", "nsubjpass") or (
        noun.dep_ == "nsubj" and (head.lemma_ in ("die", "perish") or _is_bare_participle(head))
    )
    if is_patient and head.lemma_.lower() in outcomes:
        return str(outcomes[head.lemma_.lower()])
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in outcomes:
            return str(outcomes[child.lemma_.lower()])
    return None


def _is_bare_participle(verb: Token) -> bool:
    """Whether a conjoined participle leaves out its auxiliary: "and 30 others wounded"."""
    has_auxiliary = any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children)
    passive = any(child.dep_ == "auxpass" for child in verb.head.children)
    return verb.dep_ == "conj" and passive and not has_auxiliary
