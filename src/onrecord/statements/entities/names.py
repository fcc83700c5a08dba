"""The names in a sentence, with what kind of thing each one names.

The language model proposes; rules from public knowledge (``countries.toml``, ``offices.toml``)
repair its common errors: adjectives of countries, titles, possessives, datelines in capitals,
organisations by the last word of their names.
"""

import re
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.records import EntityKind, Span
from onrecord.statements.entities.name_kinds import kind_of, known_kind, words_of
from onrecord.statements.places import gazetteer
from onrecord.statements.sentences import Sentence

#: The model's labels (OntoNotes 5) that are names, as kinds.
_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "group", "EVENT": "event", "LAW": "law", "PRODUCT": "product",
}  # fmt: skip
#: Words inside a name that start with a small letter.
_INSIDE = frozenset(
    {
        "of",
        "the",
        "de",
        "la",
        "del",
        "da",
        "van",
        "von",
        "bin",
        "al",
        "for",
        "and",
        "el",
        "der",
        "di",
        "du",
    }
)
_EDGE = " \t\n,.;:'\"“”‘’()[]-–—*|/"


class Name(NamedTuple):
    """One mention of a name; `code` is the ISO 3166-1 code of a country or its people."""

    span: Span
    text: str
    kind: EntityKind
    code: str | None = None


def find_names(sentence: Sentence) -> tuple[Name, ...]:
    """Return the names of a sentence in order, without overlap."""
    found = _joined_by_and(
        sentence,
        [
            name
            for tokens in sentence.tokens.ents
            if tokens.label_ in _KINDS
            for part in _owner_apart(tokens)
            if (name := _from_model(sentence, part))
        ],
    )
    taken = [name.span for name in found]
    for tokens in _capital_runs(sentence):
        span = sentence.place_of(tokens)
        if not any(span.start < other.end and other.start < span.end for other in taken):
            found.extend(_from_words(sentence, tokens))
    return tuple(sorted(found, key=lambda name: name.span))


def _owner_apart(tokens: Tokens) -> list[Tokens]:
    """Return "Toronto" and "Pearson" of "Toronto's Pearson"; "Lloyd's Bank" stays whole."""
    for place in range(tokens.start + 1, tokens.end - 1):
        if tokens.doc[place].tag_ != "POS":
            continue
        owner, rest = tokens.doc[tokens.start : place], tokens.doc[place + 1 : tokens.end]
        is_body = rest[0].lower_ in words_of("organisations", "heads")
        is_led = is_body and len(rest) > 1 and rest[1].lower_ in ("of", "for")
        if is_led or gazetteer.country_code(owner.text) or gazetteer.cities(owner.text):
            label = "PERSON" if is_led else "GPE"
            return [
                Tokens(tokens.doc, tokens.start, place, label=label),
                Tokens(tokens.doc, place + 1, tokens.end, label=tokens.label_),
            ]
    return [tokens]


def _joined_by_and(sentence: Sentence, names: list[Name]) -> list[Name]:
    """Join "Party of Action" and "Solidarity" where only "and" stands between."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(sentence, last, name):
            span = Span(last.span.start, name.span.end)
            text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
            joined[-1] = Name(span, text, "organisation")
        else:
            joined.append(name)
    return joined


def _goes_on(sentence: Sentence, first: Name, second: Name) -> bool:
    between = sentence.text[
        first.span.end - sentence.span.start : second.span.start - sentence.span.start
    ]
    words = first.text.lower().split()
    return (
        between == " and "
        and first.kind == second.kind == "organisation"
        and words[0] in words_of("organisations", "heads")
        and words[1:2] in (["of"], ["for"])
        and " " not in second.text
        and not second.text.isupper()
        and second.text not in words_of("organisations", "names")
    )


def _from_model(sentence: Sentence, tokens: Tokens) -> Name | None:
    """Return the model's entity with its edges and its kind put right."""
    tokens = _whole(tokens)
    kind = _KINDS.get(tokens.label_, "organisation")
    if kind == "person":
        tokens = _without_titles(tokens)
    start, end = tokens.start_char, tokens.end_char
    text = tokens.doc.text[start:end]
    text = re.sub(r"['’]s?$", "", text)
    stripped = text.strip(_EDGE) + ("." if re.search(r"\b[A-Z](\.[A-Z])+\.$", text) else "")
    start += text.find(stripped)
    if stripped.lower().startswith("the "):
        start, stripped = start + 4, stripped[4:]
    if not _is_name(stripped) or _is_money(tokens):
        return None
    span = Span(sentence.offset + start, sentence.offset + start + len(stripped))
    kind, code = kind_of(stripped, kind)
    return Name(span, stripped, kind, code)


def _is_name(text: str) -> bool:
    if not any(char.isalpha() for char in text) or text.lower() in words_of("not_names", "words"):
        return False
    is_common = text.lower() in words_of("organisations", "heads")
    if is_common and text not in words_of("organisations", "names"):
        return False
    if text.isupper() and text.rsplit(" ", 1)[-1].lower() in words_of("not_names", "words"):
        return False
    return any(char.isupper() for char in text) and len(text) > 1 and "http" not in text


def _is_money(tokens: Tokens) -> bool:
    """Whether it is the "US" of "US $4"."""
    return tokens.end < len(tokens.doc) and tokens.doc[tokens.end].text.startswith("$")


def _whole(tokens: Tokens) -> Tokens:
    """Return the entity grown over the words of its name that the model left out.

    "U.S. Embassy" after which the model stops at "U.S."; "Vilnius" is not part of it.
    """
    doc, start, end = tokens.doc, tokens.start, tokens.end
    while end < len(doc) and _is_head_of_organisation(doc[end]) and doc[end - 1].tag_ != "POS":
        end += 1
    label = "ORG" if end > tokens.end else tokens.label_
    end = _hyphened_end(doc, end)
    while end > start + 1 and (doc[end - 1].lower_ in _INSIDE or _is_pronoun(doc[end - 1])):
        end -= 1
    while start < end and (doc[start].tag_ in ("DT", "POS", "PRP$") or doc[start].is_punct):
        start += 1
    return Tokens(doc, start, end, label=label)


def _hyphened_end(doc: Doc, end: int) -> int:
    """Return the end of a name whose hyphens the tokenizer parts: "Mazar-i-Sharif"."""
    while (
        end + 3 < len(doc)
        and doc[end].text == doc[end + 2].text == "-"
        and doc[end + 1].is_lower
        and doc[end + 3].text[:1].isupper()
        and not any(doc[place].whitespace_ for place in range(end - 1, end + 3))
    ):
        end += 4
    return end


def _is_pronoun(token: Token) -> bool:
    return token.tag_ == "PRP" or token.lower_ in ("he", "she", "they", "it")


def _is_head_of_organisation(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower_ in words_of("organisations", "heads")


def _without_titles(tokens: Tokens) -> Tokens:
    start = tokens.start
    while start < tokens.end - 1:
        word = tokens.doc[start].lower_.rstrip(".")
        is_people = gazetteer.people_code(tokens.doc[start].text) is not None
        if (
            word not in words_of("titles", "words")
            and not is_people
            and tokens.doc[start].tag_ != "POS"
        ):
            break
        start += 1
    return (
        tokens.doc[start : tokens.end]
        if start == tokens.start
        else Tokens(tokens.doc, start, tokens.end, label=tokens.label_)
    )


def _capital_runs(sentence: Sentence) -> list[Tokens]:
    """Return runs of capitalised words that the model may have passed over."""
    runs: list[Tokens] = []
    start: int | None = None
    doc = sentence.tokens.doc
    for token in sentence.tokens:
        named = (token.text[:1].isupper() and token.is_alpha) or _is_initials(token.text)
        if named and start is None:
            start = token.i
        elif not named and start is not None:
            runs.append(doc[start : token.i])
            start = None
    if start is not None:
        runs.append(doc[start : sentence.tokens.end])
    return runs


def _is_initials(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z]\.){2,}[A-Z]?", text))


def _from_words(sentence: Sentence, tokens: Tokens) -> list[Name]:
    """Return the names of public knowledge in a run that the model gave none for."""
    found: list[Name] = []
    start = tokens.start
    while start < tokens.end and tokens.doc[start].tag_ == "DT":
        start += 1
    tokens = tokens.doc[start : tokens.end]
    while start < tokens.end:
        for end in range(tokens.end, start, -1):
            piece = tokens.doc[start:end]
            kind_code = known_kind(piece.text, is_whole=len(piece) == len(tokens))
            if kind_code and not _is_money(piece):
                found.append(Name(sentence.place_of(piece), piece.text, *kind_code))
                start = end - 1
                break
        start += 1
    return found
