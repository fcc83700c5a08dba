"""What a figure counts, and of what it is a share, from the sentence's parse."""

from spacy.tokens import Token

from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_body, is_role

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
    noun = _object_noun(after)
    if noun is None:
        return _those(after)
    if noun.ent_type_ in ("ORG", "PERSON") and any(c.lower_ == "the" for c in last.children):
        return None  # "the 24% of the Green Party" is what it has, not a part of it
    return _phrase(noun, after=after.i)


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
        return (
            _counted_as(sentence, last)
            or _counted_by_subject(first)
            or _outcome_alone(first)
            or _put_at(first)
        )
    if _is_hyphened(last):
        return last.doc[last.i + 2].lower_
    phrase = _phrase(noun, after=last.i)
    if phrase and phrase.rsplit(" ", 1)[-1] in number_lexicon()["outcomes"]["heads"]:
        outcome = outcome_of(noun)
        return f"people {outcome}" if outcome else _people(phrase)
    return phrase


def _people(phrase: str) -> str:
    """Return "people" for "others", which tells nothing; any other phrase as it is."""
    return "people" if phrase in ("other", "others", "more") else phrase


def _is_hyphened(number: Token) -> bool:
    """Whether a hyphen joins the number to what it counts: the seats of "101-seat"."""
    doc = number.doc
    return (
        number.i + 2 < len(doc)
        and doc[number.i + 1].text == "-"
        and not doc[number.i + 1].whitespace_
        and doc[number.i + 2].pos_ in _NOUNS
    )


def _those(preposition: Token) -> str | None:
    """Return whom "those" stands for: "those released", "those recognised as prisoners"."""
    those = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if those is None or those.lower_ != "those":
        return None
    for child in those.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for role in child.children:
                if role.lower_ == "as" and (noun := _object_noun(role)):
                    return _phrase(noun, after=role.i)
            outcomes = number_lexicon()["outcomes"]
            return f"people {outcomes.get(child.lemma_.lower(), child.lower_)}"
        if child.dep_ == "prep" and (noun := _object_noun(child)) and noun.lemma_ in _PRISON:
            return f"people {child.lower_} {noun.lower_}"
    return None


def _counted_as(sentence: Sentence, last: Token) -> str | None:
    """Return what some of a group are, else the group: "14 of those freed were foreigners"."""
    after = _next(sentence, last)
    if after is None or after.lower_ != "of":
        return None
    if last.dep_ == "nsubj" and last.head.lemma_ == "be":
        for child in last.head.children:
            if child.dep_ == "attr" and child.tag_ in ("NNS", "NNPS"):
                return _phrase(child, after=last.head.i)
    return _those(after)


def _put_at(number: Token) -> str | None:
    """Return what is counted in "put the number of prisoners at 52"."""
    if number.dep_ != "pobj" or number.head.lower_ != "at":
        return None
    for child in number.head.head.children:
        if child.dep_ == "dobj" and child.lemma_ in _NUMBER_NOUNS:
            of = next((grand for grand in child.children if grand.lower_ == "of"), None)
            return (_object_phrase(of) or _those(of)) if of is not None else None
    return None


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
        (token.text if _keeps_capital(token) else token.lower_) + token.whitespace_
        for token in words
    )
    return text.strip() or None


def _keeps_capital(token: Token) -> bool:
    """Whether it is a name or made of one; the first word of a sentence may be neither."""
    return token.pos_ == "PROPN" or (token.text[:1].isupper() and not token.is_sent_start)


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
            and noun.lemma_.lower() not in number_lexicon()["manners"]["words"]
        ):
            return _phrase(noun, after=after.i)
    head = last
    if head.dep_ == "conj" and head.head.dep_ in ("nmod", "nummod", "amod", "compound"):
        head = head.head  # "a 7- or 8-inch screen"
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
    if unit in _SENTENCE_UNITS or unit in ("year of age", "time"):
        return None
    return _counted_by_owner(first, last) or _counted_by_subject(first, unit)


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


def _counted_by_subject(number: Token, unit: str | None = None) -> str | None:
    """Return the subject of "rose to", "stands at", "was" before a number.

    Someone is not what a bare number counts, nor what a percentage that they have measures.
    """
    verb, of_noun = number, False
    for _ in range(5):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        if verb.dep_ == "conj" and verb.pos_ in _NOUNS and verb.i < number.i:
            return None  # "the party stood at 42% and the bloc at 29%": it is the bloc's
        of_noun = of_noun or (verb.pos_ == "NOUN" and unit is None)
        verb = verb.head
    if verb.lemma_.lower() not in _MOVES:
        return None
    subject = subject_of(verb)
    if subject is None or subject.pos_ not in _NOUNS or subject.i > number.i:
        return None
    if of_noun and subject.ent_type_ == "ORG":
        return None  # "The EU added 105 vessels, for a total of 444"
    if subject.lower_ in number_lexicon()["rates"]["words"] and subject.is_sent_start:
        return subject.lower_  # the model takes a word that opens a sentence for a name
    if _is_someone(subject, unit):
        return None
    if tolled := number_lexicon()["tolls"].get(_phrase(subject, after=-1) or ""):
        return str(tolled)
    if subject.lemma_ in _NUMBER_NOUNS:
        of = next((child for child in subject.children if child.lower_ == "of"), None)
        return _object_phrase(of) if of is not None else None
    return _phrase(subject, after=-1)


def _is_someone(subject: Token, unit: str | None) -> bool:
    if subject.pos_ == "PROPN" and subject.ent_type_ in ("GPE", "NORP"):
        return True
    if subject.pos_ == "PROPN" and subject.ent_type_ == "PERSON":
        return unit in (None, "percent")
    is_level = subject.head.lemma_ in ("stand", "be", "remain", "reach", "hit", "poll")
    is_body_or_role = is_body(subject.lemma_.lower()) or is_role(subject.lemma_.lower())
    return unit in (None, "percent") and is_level and is_body_or_role


def _outcome_alone(number: Token) -> str | None:
    """Return whom a number without a noun counts: "killing 52", "52 were injured"."""
    outcome = outcome_of(number)
    return f"people {outcome}" if outcome else None


def outcome_of(noun: Token) -> str | None:
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
