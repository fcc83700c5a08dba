"""Noun phrases that name what a figure is about."""

from spacy.tokens import Token

from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.units import is_unit_word
from onrecord.statements.sentences import Sentence

NOUNS = ("NOUN", "PROPN")
#: A longer phrase says more than what is counted.
_LONGEST_PHRASE = 5


def next_token(sentence: Sentence, token: Token) -> Token | None:
    """Return the token after `token` in its sentence."""
    return token.doc[token.i + 1] if token.i + 1 < sentence.tokens.end else None


def object_phrase(preposition: Token) -> str | None:
    """Return the words for the noun after a preposition."""
    noun = object_noun(preposition)
    return phrase_of(noun, after=preposition.i) if noun is not None else None


def object_noun(preposition: Token) -> Token | None:
    """Return the noun after a preposition; of "all prisoners" the parser may give both."""
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    nouns = [child for child in objects if child.pos_ in NOUNS]
    if objects and not nouns:  # "of digital and physical sales"
        nouns = [c for c in objects[-1].children if c.dep_ == "conj" and c.pos_ in NOUNS]
    return nouns[-1] if nouns else None


def phrase_of(noun: Token, after: int = -1) -> str | None:
    """Return the noun with the words before it that tell which, after token `after`.

    Lower-case but for names; the unit of another number is no part of it.
    """
    words: list[Token] = []
    follows_number = False
    for token in noun.doc[max(after + 1, noun.left_edge.i) : noun.i + 1]:
        if _is_first_of_compound(token):
            words.append(token)
            continue
        is_unit = follows_number and token is not noun and _is_of_unit(token)
        follows_number = (
            is_unit or token.like_num or (follows_number and token.lower_ in ("-", "per"))
        )
        if (
            is_unit
            or token.is_space
            or token.is_quote
            or (token.is_punct and token.text != "-")
            or token.like_num
            or token.tag_ in ("CD", "DT", "PDT", "PRP$", "POS", "WDT", "RB")
            or (token is not noun and (_is_plain(token) or token.pos_ in ("ADP", "CCONJ")))
        ):
            words.clear()
        else:
            words.append(token)
    cut = words[:-_LONGEST_PHRASE]
    words = words[-_LONGEST_PHRASE:]
    in_name = bool(cut) and cut[-1].pos_ == "PROPN"
    while words and (words[0].text == "-" or (in_name and words[0].pos_ == "PROPN")):
        words.pop(0)  # no rest of a name
    text = "".join(
        (token.text if _keeps_capital(token) else token.lower_) + token.whitespace_
        for token in words
    )
    return text.strip() or None


def _is_first_of_compound(token: Token) -> bool:
    """Whether it is the ordinal of a compound: of "first-class passengers"."""
    after = token.doc[token.i + 1 : token.i + 2].text
    return token.like_num and token.tag_ in ("JJ", "RB") and after == "-"


def _is_plain(token: Token) -> bool:
    """Whether a word tells no thing from another: the "new" of "new trains", not of "New York"."""
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper()
    return token.lower_ in number_lexicon()["plain"]["words"] and not is_name


def _is_of_unit(token: Token) -> bool:
    """Whether a word is a unit, or the rest of an age: "two 11-year-old boys" are boys."""
    is_age = token.lower_ == "old" and is_unit_word(token.doc[max(token.i - 2, 0)].lower_)
    return is_age or is_unit_word(token.lower_)


def _keeps_capital(token: Token) -> bool:
    """Whether it is a name or made of one; the first word of a sentence may be neither."""
    is_name = token.pos_ == "PROPN" or token.ent_type_ == "NORP"
    return is_name or (token.text[:1].isupper() and not token.is_sent_start)


def is_near(number: Token, noun: Token) -> bool:
    """Whether only a few words and no finite verb stand between a number and its noun."""
    between = number.doc[number.i + 1 : noun.i]
    return len(between) <= _LONGEST_PHRASE and not any(
        token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBG") for token in between
    )
