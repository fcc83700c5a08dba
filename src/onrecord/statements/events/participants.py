"""Who takes part in an event: the heads of the words for its actors and recipients."""

from spacy.tokens import Token

from onrecord.statements.events.arguments import (
    PRONOUNS,
    after_prepositions,
    beyond_quantity,
    doers_of,
    into_nouns,
    names_someone,
    objects_of,
    patients_of,
    same_subject,
    turned_against,
)
from onrecord.statements.events.rows import Trigger, trigger_lexicon
from onrecord.statements.places import gazetteer

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
#: Prepositions that tell whose a thing is, or whom it is for; then those that tell where.
_OWNING = ("of", "from", "by", "against", "with", "for", "between", "to")
_PLACING = ("in", "on")
#: Categories whose actor, where nobody else is named, is who is sent: "troops were deployed".
_BY_WHO_MOVES = frozenset({"MOBILIZE", "RETREAT", "SANCTION"})
#: Categories whose recipient may stand in what is asked, offered, refused or threatened.
_OF_PLANS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


def find_actors(trigger: Trigger, token: Token) -> list[Token]:
    """Return the heads of the words for who did it."""
    if trigger.of_subject and not objects_of(token):
        return []
    if token.pos_ in ("VERB", "AUX"):
        found = _with_authors(doers_of(token), token)
        if not found and trigger.theme and trigger.category in _BY_WHO_MOVES:
            found = objects_of(token)
    elif token.pos_ == "ADJ":
        found = doers_of(token.head)
    else:
        found = _doers_of_noun(trigger, token)
    return _someone(_expanded(_antecedents(found, token)))


def _doers_of_noun(trigger: Trigger, noun: Token) -> list[Token]:
    if found := after_prepositions(noun, ("by",)):
        return found
    between = after_prepositions(noun, ("between", "among")) if "between" in trigger.to else []
    if not between and noun.dep_ in ("nsubj", "nsubjpass"):
        between = after_prepositions(noun.head, ("between", "among"))
    if between:
        return between
    if (verb := _light_verb(noun)) and (found := doers_of(verb)):
        return found
    of = after_prepositions(noun, ("of",))
    if trigger.of == "actor" and of:
        return of
    owners = [child for child in noun.children if child.dep_ == "poss"]
    is_owners = trigger.of == "actor" or bool(of)
    return (owners if is_owners else []) or _people_before(noun)


def _with_authors(doers: list[Token], verb: Token) -> list[Token]:
    """Replace the paper of "issued a letter demanding" by who issued it."""
    if verb.dep_ == "acl" and doers == [verb.head] and verb.head.dep_ == "dobj":
        return doers if names_someone(verb.head) else doers_of(verb.head.head)
    return doers


def find_recipients(trigger: Trigger, token: Token) -> list[Token]:
    """Return the heads of the words for whom it was done to, or with."""
    if trigger.against:
        found = _someone(_expanded(turned_against(token)))
    elif trigger.of_subject:
        found = _someone(_expanded(_antecedents(patients_of(trigger, token), token)))
    elif token.pos_ in ("VERB", "AUX"):
        found = _of_verb(trigger, token)
    else:
        found = _someone(_expanded(_antecedents(_of_noun(trigger, token), token)))
    if not found and trigger.category in _OF_PLANS:
        found = _someone(_expanded(_in_complement(token)))
    return found


def _of_verb(trigger: Trigger, verb: Token) -> list[Token]:
    """Return whom a verb is done to: its object, whom a preposition brings, or whose a thing is.

    What is only given, sent or moved is passed over.
    """
    given = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in _NOMINAL]
    objects = [] if trigger.reverse else objects_of(verb)
    objects = _expanded(_antecedents(objects, verb))
    people = [head for head in objects if names_someone(head)]
    if trigger.theme:  # "gave Peru weapons" but not "sent troops"
        taken = trigger.objects or {head.lower_ for head in people}
        kept = [head for head in people if head.lower_ not in taken]
    else:
        kept = people
    if kept:
        return kept
    places = _after(verb, trigger.to)
    if trigger.into:
        places += [one for noun in into_nouns(trigger, verb) for one in _after(noun, trigger.to)]
    after = _someone(_expanded(_antecedents(given + places, verb)))
    return after or _someone([head for head in objects if head not in people])


def _of_noun(trigger: Trigger, noun: Token) -> list[Token]:
    found = _after(noun, trigger.to)
    if trigger.of == "recipient":
        of = after_prepositions(noun, ("of",))
        owners = [child for child in noun.children if child.dep_ == "poss"]
        found = of + found if of else found + owners
    if not found and (verb := _light_verb(noun)):
        found = _after(verb, trigger.to)
    return found


def _in_complement(token: Token) -> list[Token]:
    """Return whom the clause or noun that was offered, refused or threatened is about."""
    for child in token.children:
        if child.dep_ in ("xcomp", "ccomp", "dobj", "pcomp", "prep"):
            for word in child.subtree:
                if word.dep_ in ("dobj", "pobj", "nsubj", "dative") and names_someone(word):
                    return [word]
    return []


def _people_before(noun: Token) -> list[Token]:
    """Return the adjective of a country before an event: "the Israeli invasion"."""
    return [
        child
        for child in noun.lefts
        if child.dep_ in ("amod", "compound")
        and (gazetteer.people_code(child.text) or gazetteer.country_code(child.text))
    ]


def _after(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Return what stands after the prepositions that bring a recipient."""
    found = after_prepositions(token, prepositions)
    if token.pos_ == "VERB" and "of" not in prepositions:
        for child in token.children:
            if child.dep_ == "dobj":
                found.extend(_after(child, prepositions))
    return [head for head in found if head.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY")]


def _light_verb(noun: Token) -> Token | None:
    """Return the verb whose subject does what the noun names."""
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB":
        return verb if verb.lemma_.lower() in trigger_lexicon()["light"]["verbs"] else None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        verb = noun.head.head
        if verb.lower_ == "part" and verb.dep_ == "dobj":
            verb = verb.head  # "took part in a protest"
        if verb.pos_ not in ("VERB", "AUX"):
            return None
        return verb if verb.lemma_.lower() in trigger_lexicon()["light"]["verbs"] else None
    return None


def _someone(heads: list[Token]) -> list[Token]:
    """Return those of the heads that are someone; of a thing, whose it is, or whom it is for."""
    found: dict[int, Token] = {}
    for head in heads:
        near = [head] if names_someone(head) else _near(head)
        for other in near:
            found[other.i] = other
    return [found[index] for index in sorted(found)]


def _near(thing: Token) -> list[Token]:
    """Return who stands beside a thing: its owner, who it is from or for, who made it."""
    near = [child for child in thing.lefts if child.dep_ in ("poss", "compound", "nmod")]
    near += _people_before(thing) + after_prepositions(thing, _OWNING)
    for child in thing.children:
        if child.dep_ == "acl":
            near += after_prepositions(child, ("by",))
    people = [
        other for other in _expanded(list(map(beyond_quantity, near))) if names_someone(other)
    ]
    if people:
        return people
    places = _expanded(after_prepositions(thing, _PLACING))
    return [other for other in places if names_someone(other)]


def _antecedents(heads: list[Token], trigger: Token) -> list[Token]:
    """Replace "who" by whom it stands for, and "it said it" by its subject."""
    found = []
    for head in heads:
        if head.tag_ in ("WP", "WDT") and trigger.dep_ == "relcl":
            found.append(trigger.head)
        elif head.lower_ in PRONOUNS and (same := same_subject(head)):
            found.append(same)
        else:
            found.append(head)
    return [head for head in found if head.i != trigger.i and head.pos_ in _NOMINAL]


def _expanded(heads: list[Token]) -> list[Token]:
    """Return the heads with those joined to them by "and", each once, in order."""
    found: dict[int, Token] = {}
    for head in heads:
        found[head.i] = head
        for other in head.conjuncts:
            if other.i > head.i and other.pos_ in _NOMINAL:
                found[other.i] = other
    return [found[index] for index in sorted(found)]
