"""Numbers that belong to a name and count nothing: "Boeing 737", "Article 5", "Zero Tolerance"."""

import re

from spacy.tokens import Token

from onrecord.statements.figures.numbers import Number, number_lexicon
from onrecord.statements.figures.quantities import Quantity

#: How many shares the indexes of exchanges hold that are named by it.
_INDEX_SIZES = frozenset(
    {25.0, 30.0, 35.0, 40.0, 50.0, 100.0, 125.0, 200.0, 225.0, 250.0, 300.0, 400.0, 500.0, 600.0}
    | {1000.0, 2000.0, 3000.0}
)
_NAMES = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
#: A letter after digits, which is no unit behind a name: "a Long March 4C rocket".
_LETTERED = re.compile(r"\d+[A-Za-z]")
#: A word that is small in a sentence, and capital in a headline whose words all are.
_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{5,}")
#: Names whose words a number in a name does not follow: "in Minsk 52 Belarusians were freed".
_OPENING_NAMES = frozenset({"GPE", "LOC", "DATE", "TIME", "NORP"})


def is_model(text: str, quantity: Quantity, token: Token) -> bool:
    """Whether a number and its unit name a thing: the "4C" of "a Long March 4C rocket"."""
    if token.i == token.sent.start or not _LETTERED.fullmatch(text, quantity.start, quantity.end):
        return False
    name = token.nbor(-1)
    return name.pos_ == "PROPN" and name.ent_type_ not in ("GPE", "LOC", "NORP")


def _opens_name(text: str, number: Number, token: Token) -> bool:
    """Whether a number in words is the first word of a name: "with Zero Tolerance"."""
    if not number.in_words or not token.text[:1].isupper() or token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    opens = (before.text.islower() or before.text.isdigit()) and re.match(
        r"\s[A-Z]", text[number.end :]
    )
    return bool(opens) and _SMALL_WORD.search(text) is not None


def is_in_name(text: str, number: Number, token: Token) -> bool:
    """Whether it is the first or the last word of a name: "Group of Seven", "Nord Stream 2"."""
    return _opens_name(text, number, token) or _ends_name(number, token)


def _ends_name(number: Number, token: Token) -> bool:
    if number.in_words and token.tag_ == "NNP" and not token.is_sent_start:
        return token.dep_ == "pobj"
    if token.ent_type_ not in _NAMES or token.ent_iob_ != "I":
        return False
    ends = token.i + 1 >= len(token.doc) or token.nbor(1).ent_iob_ != "I"
    return ends and (not number.in_words or token.text[:1].isupper())


def is_label(text: str, number: Number, token: Token) -> bool:
    """Whether the number names a thing: it follows a name or "Article", or is a bare year."""
    after = text[number.end :]
    if number.scale > 1 and re.match(r"[48]K$", text[number.start : number.end]):
        return True
    before = re.search(r"([\w.’'&-]+)\s$", text[: number.start])
    if before is None:
        return False
    word = before[1]
    if word.lower() in number_lexicon()["indexes"]["words"]:
        return number.value in _INDEX_SIZES
    head = token.head
    counts_next = token.dep_ == "nummod" and head.i > token.i
    names_next = counts_next and (head.pos_ == "NOUN" or head.tag_ == "NNPS")
    if word.lower() in number_lexicon()["labels"]["words"]:
        return word.lower() != "at" and (word.endswith(".") or not names_next)
    name = token.nbor(-1) if token.i > 0 else token
    if name.pos_ == "PROPN" and name.ent_type_ not in _OPENING_NAMES and not number.in_words:
        is_model = token.dep_ == "nummod" and _is_one_thing(number, token)
        names_next = names_next and not is_model and not re.match(r"\s[A-Z]", after)
        return not names_next and (is_model or head.dep_ != "nummod")
    is_capital = text[number.start].isupper() or not number.in_words
    is_name = word[:1].isupper() and before.start() > 0 and is_capital
    is_model = not number.in_words and _is_one_thing(number, token)
    return is_name and not (names_next and not is_model)


def _is_one_thing(number: Number, token: Token) -> bool:
    """Whether the noun behind a number is one thing: the lander of "the Luna 4 lander".

    So are many that have the name too: the owners of "Pixel 2 owners".
    """
    if token.head.tag_ in ("NN", "NNP"):
        return number.value != 1
    if token.i == 0 or not token.head.text.islower():
        return False
    name = token.nbor(-1)
    is_of_them = name.head.i == token.head.i and name.dep_ in ("compound", "nmod")
    return is_of_them and name.ent_type_ not in _OPENING_NAMES
