"""What the words around a noun tell about whom it can mean: definite, another, told apart."""

from spacy.tokens import Token

from onrecord.statements.places.gazetteer import country_code

#: Before a noun: another than the one who was named.
_OTHER = frozenset({"other", "another", "second", "third", "next", "previous"})


def is_definite(noun: Token) -> bool:
    """Whether a noun has the article "the"."""
    return any(child.lower_ == "the" and child.dep_ == "det" for child in noun.children)


def is_beside_name(noun: Token) -> bool:
    """Whether a noun only describes a name: "the minister, Ana Ruiz"."""
    return noun.dep_ in ("compound", "appos", "attr") or any(
        child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children
    )


def is_another(noun: Token) -> bool:
    """Whether a noun means somebody other than the one named before: "another minister"."""
    return any(child.lower_ in _OTHER for child in noun.children)


def says_which(noun: Token) -> bool:
    """Whether a description says itself whom it means: "the airline Belavia", "the head of it".

    Of a country, an office is one like any ("the president of Belarus"); what a comma sets off
    tells more about someone who is known already.
    """
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            return True
        if any(token.text == "," for token in noun.doc[noun.i : child.left_edge.i]):
            continue
        if child.dep_ in ("relcl", "acl"):
            return True
        if child.dep_ == "prep" and not any(country_code(c.text) for c in child.children):
            return True
    return False
