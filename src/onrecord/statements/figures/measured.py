"""What a measure, an amount of money or a percentage is of, from the sentence's parse.

First the noun that the words tie to the figure ("a $52,000 fine", "winds of 120 km/h"), then
what the clause is about: what is raised "to 5%", else its subject.
"""

from spacy.tokens import Token

from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.phrases import (
    NOUNS,
    is_near,
    next_token,
    object_noun,
    object_phrase,
    phrase_of,
)
from onrecord.statements.figures.units import is_money, is_unit_word
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_body, is_role

#: Nouns that stand for a number of something: "the number of prisoners rose to 52".
NUMBER_NOUNS = frozenset({"number", "total", "count", "tally", "sum"})
#: And those for how many of them: "the share of women rose to 40%".
_SHARE_NOUNS = frozenset({"share", "proportion", "percentage"})
PRISON = frozenset({"prison", "jail", "custody", "colony", "detention", "imprisonment"})
_JAILING = frozenset({"jail", "imprison", "sentence", "incarcerate"})
#: Verbs of time that goes by: "spent two years in prison" is no sentence of two years.
_PASSING = frozenset({"spend", "pass", "hold", "keep", "wait"})
AGE = "year of age"
_DURATIONS = ("decade", "year", "month", "week", "day", "hour", "minute", "second", "fortnight")
_MODIFIERS = ("nummod", "quantmod", "compound", "amod", "npadvmod", "nmod", "poss")
#: Prepositions that tell which level or by how much: what is put there is the verb's object.
_LEVELS = frozenset({"to", "at", "by", "from"})
#: Verbs of who wishes for a share of something else: "the union asked for a rise of 9%".
_ASKING = frozenset({"ask", "demand", "want", "seek", "call", "push", "press", "urge"})
_SPEEDS = frozenset({"kilometre per hour", "mile per hour", "metre per second", "knot"})
#: How far up a clause may stand whose subject the figure is told of.
_CLAUSES = 8
#: After a length of time they tell when, not how long; so do the others before it.
_WHEN_AFTER = frozenset({"ago", "later", "earlier", "before", "after", "prior", "since"})
_WHEN_BEFORE = frozenset({"last", "past", "next", "first", "previous", "coming", "every", "recent"})


def measured(
    sentence: Sentence, first: Token, last: Token, unit: str, *, moves: bool = False
) -> str | None:
    """Return what a figure with a unit measures, or whom it is told of.

    Args:
        sentence: The sentence of the figure.
        first: The first token of its number.
        last: The last token of its unit.
        unit: The name of its unit.
        moves: Whether it is the size of a rise or a fall, which somebody may have: "the bank
            was down 3%".
    """
    if unit == AGE:
        return _aged(first, last)
    if _is_imprisonment(sentence, last, unit):
        return "prison sentence"
    level = None if moves else unit
    return (
        _named_after(sentence, last, unit)
        or _modified(first, last)
        or _owner(first, last, level)
        or (None if _tells_when(sentence, first, last, unit) else _told_of(first, last, level))
    )


def _aged(first: Token, last: Token) -> str | None:
    """Return whose age it is: "Ana Ruiz, 44," and "a 44-year-old driver"."""
    if (noun := modified_noun(last)) is not None:
        return phrase_of(noun, after=last.i)
    place = first.i - 1
    while place > first.sent.start and first.doc[place].lower_ in (",", "aged", "age", "(", "now"):
        place -= 1
    before = first.doc[place]
    if place < first.i - 1 or before.pos_ == "PROPN":
        return phrase_of(before) if before.pos_ in NOUNS else None
    subject = subject_of(first.head) if first.head.pos_ in ("VERB", "AUX") else None
    return phrase_of(subject) if subject is not None and subject.pos_ in NOUNS else None


def _is_imprisonment(sentence: Sentence, last: Token, unit: str) -> bool:
    """Whether a length of time is one "in prison", or somebody "was jailed for" it."""
    if unit not in _DURATIONS:
        return False
    after = next_token(sentence, last)
    verb = next((one for one in last.ancestors if one.pos_ == "VERB"), last)
    if verb.lemma_.lower() in _PASSING:
        return False
    if after is not None and after.lower_ in ("in", "of", "behind") and _is_prison(after):
        return True
    before = last.head
    if last.dep_ != "pobj" or before.lower_ not in ("for", "to"):
        return False
    deed = before.head
    return deed.lemma_.lower() in _JAILING or (
        deed.lemma_.lower() == "send" and any(_is_prison(each) for each in deed.children)
    )


def _is_prison(preposition: Token) -> bool:
    noun = object_noun(preposition)
    return noun is not None and noun.lemma_.lower() in PRISON


def _named_after(sentence: Sentence, last: Token, unit: str) -> str | None:
    """Return the noun after "in", "of" or "off": "$3.2 billion in aid", "50 tonnes of grain"."""
    after = next_token(sentence, last)
    if after is None or unit in _DURATIONS:
        return None
    links = {"off"} if unit == "percent" else {"of", "off"}
    links |= {"in"} if is_money(unit) else set()
    noun = object_noun(after) if after.lower_ in links else None
    manners = number_lexicon()["manners"]["words"]
    if noun is None or noun.lemma_.lower() in manners:
        return None
    is_certain = any(child.dep_ in ("det", "poss") for child in noun.children)
    if after.lower_ == "in" and (noun.pos_ != "NOUN" or noun.ent_type_ or is_certain):
        return None  # a place or a time, or "in a second round"
    return phrase_of(noun, after=after.i)


def modified_noun(last: Token) -> Token | None:
    """Return the noun that the figure stands before: the screen of "a 7- or 8-inch screen"."""
    head = last
    if head.dep_ == "conj" and head.head.dep_ in _MODIFIERS:
        head = head.head
    while head.dep_ in _MODIFIERS and head.head.i != head.i:
        head = head.head
        is_inner = head.dep_ == "compound" and head.head.i > head.i
        if head.i > last.i and head.pos_ in NOUNS and not is_inner:
            if is_unit_word(head.lower_):
                return None
            return head if is_near(last, head) else None
    return None


def _modified(first: Token, last: Token) -> str | None:
    noun = modified_noun(last)
    if noun is None or noun.lower_ in number_lexicon()["compared"]["words"]:
        return None
    if noun.lemma_.lower() in number_lexicon()["change_nouns"]["words"]:
        changed = next((child for child in noun.children if child.lower_ in ("in", "of")), None)
        if changed is not None and (phrase := object_phrase(changed)):
            return phrase  # "a 12% increase in revenue"
        before = [c for c in noun.children if c.dep_ == "compound" and c.i > last.i]
        if before and before[-1].lower_ != "year":
            return phrase_of(before[-1], after=last.i)  # "a 5% pay rise"
        return _told_of(first, last, None)
    return phrase_of(noun, after=last.i)


def top_of(first: Token, last: Token) -> Token:
    """Return the token by which the figure hangs in the sentence, past "a total of"."""
    top = last
    for _ in range(_CLAUSES):
        inside = first.i <= top.head.i <= last.i and top.head.i != top.i
        adverb = top.dep_ in ("quantmod", "nummod", "npadvmod") and top.head.pos_ in ("NUM", "SYM")
        if inside or adverb:
            top = top.head
        elif (
            top.dep_ == "pobj"
            and top.head.lower_ == "of"
            and top.head.head.lemma_.lower() in number_lexicon()["amounts"]["words"]
        ):
            top = top.head.head
        else:
            break
    return top


def _owner(first: Token, last: Token, unit: str | None) -> str | None:
    """Return the noun whose amount it is: "a fine of $52,000", "a shot from 30 yards"."""
    top = top_of(first, last)
    if top.dep_ != "pobj" or top.head.dep_ != "prep" or top.head.head.pos_ not in NOUNS:
        return None
    owner = top.head.head
    if owner.i > first.i or is_unit_word(owner.lower_):
        return None
    if unit == "percent" and (owner.pos_ == "PROPN" or is_body(owner.lemma_.lower())):
        return None  # "the bloc at 29%"
    if owner.lemma_.lower() in number_lexicon()["change_nouns"]["words"]:
        changed = next((c for c in owner.children if c.lower_ == "in" and c.i < first.i), None)
        return object_phrase(changed) if changed is not None else None
    return phrase_of(owner)


def _tells_when(sentence: Sentence, first: Token, last: Token, unit: str) -> bool:
    """Whether a length of time says when something was: "in the last three months"."""
    if unit not in _DURATIONS:
        return False
    after = next_token(sentence, last)
    if after is not None and after.lower_ in _WHEN_AFTER:
        return True
    top = top_of(first, last)
    is_when = first.i > first.sent.start and first.nbor(-1).lower_ in _WHEN_BEFORE
    return is_when and top.dep_ not in ("dobj", "nsubj")


def _told_of(first: Token, last: Token, unit: str | None) -> str | None:
    """Return what the clause of a figure is about: the object put at a level, or the subject."""
    top = top_of(first, last)
    if top.dep_ == "pobj" and top.head.lower_ in _LEVELS:
        above = next((one for one in top.ancestors if one.pos_ in ("VERB", "AUX")), top)
        # "took the corner at 40 mph" tells no speed of the corner
        is_way = unit in _SPEEDS and top.head.lower_ == "at"
        for child in () if is_way else above.children:
            if child.dep_ == "dobj" and child.pos_ in NOUNS and child.i < first.i:
                return _subject_phrase(child, unit)
    verb = top
    for _ in range(_CLAUSES):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        if verb.lower_ == "worth" and verb.head.pos_ in NOUNS and verb.head.i < verb.i:
            return phrase_of(verb.head)  # "cocaine worth $3 million"
        if verb.dep_ == "conj" and verb.pos_ in NOUNS and verb.i < first.i:
            return None  # "the party stood at 42% and the bloc at 29%": it is the bloc's
        verb = verb.head
    if verb.lemma_.lower() in _ASKING and unit in (None, "percent"):
        return None
    is_headline = verb.dep_ == "ROOT" and verb.pos_ in NOUNS  # "Shares up 3%"
    subject = _named(verb) if is_headline else clause_subject(verb)
    is_fronted = top.dep_ == "pobj" and top.head.head.i == verb.i  # "At $5, the book is cheap"
    if subject is None:
        return _priced(last, unit)
    return _subject_phrase(subject, unit) if subject.i < first.i or is_fronted else None


def _priced(last: Token, unit: str | None) -> str | None:
    """Return what money is paid for, where nothing else is named: "it costs $5 for a seat"."""
    if unit is None or not is_money(unit) or last.i + 1 >= last.sent.end:
        return None
    after = last.nbor(1)
    return object_phrase(after) if after.lower_ == "for" else None


def clause_subject(verb: Token) -> Token | None:
    """Return the noun that is the subject of a clause, the antecedent of a relative one.

    A clause without a subject has that of the clause it hangs from.
    """
    for _ in range(_CLAUSES):
        subject = subject_of(verb)
        if subject is not None:
            if subject.tag_ in ("WDT", "WP") and subject.i > 0:
                before = subject.nbor(-1)
                clause = next((one for one in (verb, *verb.ancestors) if one.dep_ == "relcl"), None)
                if before.pos_ not in NOUNS and clause is not None:
                    before = clause.head
                subject = before
            return _named(subject)
        if verb.dep_ == "relcl":
            return verb.head if verb.head.pos_ in NOUNS else None
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "acl", "prep"):
            return None
        above = next((one for one in verb.ancestors if one.pos_ in ("VERB", "AUX")), None)
        if above is None:
            return None
        verb = above
    return None


def _named(subject: Token) -> Token | None:
    """Return the noun that names a subject, without a number in the name: the S&P of "S&P 500"."""
    is_number = any(child.dep_ == "nummod" for child in subject.children)
    if subject.pos_ in NOUNS and not (is_number and is_unit_word(subject.lower_)):
        return subject
    if subject.pos_ not in ("NUM", *NOUNS):
        return None
    names = [c for c in subject.children if c.dep_ in ("compound", "nmod") and c.pos_ in NOUNS]
    return next((name for name in names if not is_unit_word(name.lower_)), None)


def _subject_phrase(subject: Token, unit: str | None) -> str | None:
    if subject.lower_ in number_lexicon()["rates"]["words"] and subject.is_sent_start:
        return subject.lower_  # the model takes a word that opens a sentence for a name
    if unit == "percent" and (subject.pos_ == "PROPN" or is_someone_at_level(subject)):
        return None  # what somebody has 46% of, is not told
    if subject.lemma_ in NUMBER_NOUNS | _SHARE_NOUNS:
        of = next((child for child in subject.children if child.lower_ == "of"), None)
        if of is not None or subject.lemma_ in NUMBER_NOUNS:
            return object_phrase(of) if of is not None else None
    return phrase_of(subject)


def _is_someone(noun: Token) -> bool:
    return noun.pos_ == "PROPN" and noun.ent_type_ in ("GPE", "NORP", "PERSON")


def is_someone_at_level(subject: Token) -> bool:
    """Whether a party, a person or a country has a share: "the party stood at 42%"."""
    if _is_someone(subject):
        return True
    is_level = subject.head.lemma_ in ("stand", "be", "remain", "reach", "hit", "poll")
    return is_level and (is_body(subject.lemma_.lower()) or is_role(subject.lemma_.lower()))
