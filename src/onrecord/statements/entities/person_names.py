"""Which names are of people: what the words around every mention of a name tell, put together.

A model that reads one sentence at a time takes "Natallia Eismont" for an organisation in one
and for a place in the next. Here each mention has a say: a title or an office beside the name, an
age after it, "who", a known first name speak for a person; an article or a word such as "Party"
speak against it.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.lexicons import lexicon
from onrecord.records import Span
from onrecord.statements.entities.name_kinds import words_of
from onrecord.statements.entities.names import Name
from onrecord.statements.places import gazetteer
from onrecord.statements.places.senses import is_us_county
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_first_name, is_role, sex_of_name

#: A kind that the model gives for want of a better one, where signs of a person decide.
_UNSURE = frozenset({"organisation", "place", "product", "group", "event"})
#: So many points, all mentions of a name taken together, settle what it names.
_ENOUGH = 2
_AGE = re.compile(r", \d{2}(?=[,.;)])")
_WHO = re.compile(r",? who(?:se|m)?\b")


def find_persons(names: Sequence[Name], sentences: Sequence[Sentence]) -> list[Name]:
    """Return the names of an article with the kind "person" where the whole article shows one.

    Args:
        names: Those of all sentences, in page order.
        sentences: The sentences they stand in, in page order.

    Returns:
        The names in page order. One with "von der" or the like inside is one name. A single
        word that only begins sentences and is an ordinary word elsewhere is left out.
    """
    joined = {
        number: _with_particles(sentences[number], _with_first_names(sentences[number], found))
        for number, found in _by_sentence(names, sentences).items()
    }
    ordinary = _ordinary_words(sentences)
    kept = [
        name
        for number in sorted(joined)
        for name in joined[number]
        if not (_is_bare(name) and name.text.lower() in ordinary)
    ]
    signs = _all_signs(kept, sentences)
    return [
        _judged(name, signs[name.text]) if name.code is None else name
        for name in kept
        if not (_is_bare(name) and signs[name.text].is_measured)
    ]


def _by_sentence(names: Sequence[Name], sentences: Sequence[Sentence]) -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = defaultdict(list)
    number = 0
    for name in sorted(names, key=lambda name: name.span):
        while sentences[number].span.end < name.span.end:
            number += 1
        found[number].append(name)
    return found


@dataclass(slots=True)
class _Signs:
    """How much the mentions of a name speak for a person and a place; whether it has a rate."""

    person: int = 0
    place: int = 0
    is_measured: bool = False


def _judged(name: Name, signs: _Signs) -> Name:
    is_city = name.kind == "place" and bool(gazetteer.cities(name.text))
    needed = 2 * _ENOUGH if is_city else _ENOUGH
    is_person = signs.person >= needed and signs.person > signs.place
    if name.kind in _UNSURE and is_person and not _is_known_place(name.text):
        return name._replace(kind="person")
    if name.kind in ("person", "product", "organisation") and _could_be_place(name.text):
        needed = _ENOUGH if name.kind == "organisation" else 1
        if signs.place >= needed and signs.place > signs.person:
            return name._replace(kind="place")
    if name.kind == "person" and signs.person <= -_ENOUGH:
        return name._replace(kind="organisation")
    return name


def _is_known_place(text: str) -> bool:
    return bool(gazetteer.region(text) or is_us_county(text) or gazetteer.is_wide(text))


def _could_be_place(text: str) -> bool:
    last = text.rsplit(" ", 1)[-1].lower()
    return not text.isupper() and last not in words_of("organisations", "heads")


def _all_signs(names: Sequence[Name], sentences: Sequence[Sentence]) -> dict[str, _Signs]:
    """Return the signs of each form that no public knowledge tells, over the whole article."""
    signs: dict[str, _Signs] = defaultdict(_Signs)
    forms = {name.text for name in names if name.code is None}
    if not forms:
        return signs
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            tokens = _tokens_of(sentence, match.start(), match.end())
            if tokens is not None:
                found, after = signs[match.group()], sentence.text[match.end() :]
                found.person += sum(_signs_for(match.group(), tokens, after))
                found.person -= sum(_signs_against(match.group(), tokens))
                found.place += sum(_signs_of_place(tokens))
                found.is_measured = found.is_measured or _is_measured(tokens)
    return signs


# -- Ordinary words ---------------------------------------------------------------------------


def _is_bare(name: Name) -> bool:
    """Whether nothing but the model says that a single word is a name."""
    return name.code is None and name.kind in ("person", "product") and name.text.isalpha()


def _ordinary_words(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the words that stand in small letters, or as part of what no name is part of."""
    words: set[str] = set()
    for sentence in sentences:
        first = next((token for token in sentence.tokens if token.is_alpha), None)
        for token in sentence.tokens:
            if token.is_lower and token.is_alpha:
                words.add(token.lower_)
        if first is not None and _describes_noun(first):
            words.add(first.lower_)
    return frozenset(words)


def _describes_noun(token: Token) -> bool:
    """Whether it is the "Cabin" of "Cabin crew": the parser sees no name in it."""
    return token.tag_ in ("JJ", "NN", "NNS") and token.dep_ in ("compound", "amod")


# -- First names and particles -----------------------------------------------------------------


def _with_first_names(sentence: Sentence, names: Sequence[Name]) -> list[Name]:
    """Return the names of a sentence, grown over a first name that the model left out."""
    grown: list[Name] = []
    for name in names:
        before = sentence.text[: name.span.start - sentence.span.start]
        match = re.search(r"(?<![\w.’'-])([^\W\d_a-z][\w’'-]+)\s$", before)
        start = name.span.start - len(match.group()) if match else 0
        is_free = not grown or grown[-1].span.end <= start
        if match and is_free and _takes_first_name(name, match[1]):
            text = f"{match.group()}{name.text}"
            grown.append(Name(Span(start, name.span.end), text, "person"))
        else:
            grown.append(name)
    return grown


def _takes_first_name(name: Name, word: str) -> bool:
    is_single = name.text.isalpha() and not name.text.isupper()
    if name.kind == "place" and (gazetteer.cities(name.text) or _is_known_place(name.text)):
        return False
    return is_single and name.kind in (*_UNSURE, "person") and is_first_name(word)


@functools.cache
def _particle_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a whole name with particles, and of a family name alone."""
    table = lexicon("statements/entities/offices.toml")["particles"]
    words = "|".join(sorted((*table["sure"], *table["unsure"]), key=len, reverse=True))
    sure = "|".join(sorted(table["sure"], key=len, reverse=True))
    capital = r"[^\W\d_a-z][\w’'-]*[^\W_]"
    whole = rf"(?<!\w)(?:{capital}\s)+(?:{words})\s{capital}"
    alone = rf"(?<!\w)(?i:{sure})\s{capital}"
    return re.compile(whole), re.compile(alone)


def _with_particles(sentence: Sentence, names: Sequence[Name]) -> list[Name]:
    """Return the names of a sentence; "Ursula" and "Leyen" with "von der" between are one."""
    result = list(names)
    whole, alone = _particle_patterns()
    if not any(f" {word} " in f" {sentence.text.lower()}" for word in _first_particles()):
        return result
    for pattern in (whole, alone):
        for match in pattern.finditer(sentence.text):
            start = sentence.span.start + match.start()
            text = re.sub(r"['’]s?$", "", match.group())
            span = Span(start, start + len(text))
            inside = [name for name in result if _touch(name.span, span)]
            if all(span.start <= n.span.start and n.span.end <= span.end for n in inside) and (
                pattern is alone or _is_persons(text, inside)
            ):
                result = [name for name in result if name not in inside]
                result.append(Name(span, text, "person"))
    return sorted(result, key=lambda name: name.span)


@functools.cache
def _first_particles() -> frozenset[str]:
    table = lexicon("statements/entities/offices.toml")["particles"]
    return frozenset(word.split()[0] for word in (*table["sure"], *table["unsure"]))


def _is_persons(words: str, inside: Sequence[Name]) -> bool:
    """Whether a name with a particle is a person's: "Ana de Armas", not "Rio de Janeiro"."""
    if gazetteer.cities(words) or gazetteer.region(words):
        return False
    return sex_of_name(words) is not None or any(name.kind == "person" for name in inside)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# -- Signs ------------------------------------------------------------------------------------


def _tokens_of(sentence: Sentence, start: int, end: int) -> Tokens | None:
    shift = sentence.span.start - sentence.offset
    found = sentence.tokens.doc.char_span(start + shift, end + shift, alignment_mode="expand")
    return found if found is not None and len(found) else None


def _signs_for(text: str, tokens: Tokens, after: str) -> Iterator[int]:
    words = text.split()
    ends_in_body = words[-1].lower() in words_of("organisations", "no_surnames")
    if len(words) > 1 and not ends_in_body and sex_of_name(text) and _is_names(words):
        yield 2
    if text in _families() and not ends_in_body:
        yield 2
    if _has_title(tokens):
        yield 2
    if any(is_role(noun.lemma_.lower()) for noun in _apposed(tokens.root)):
        yield 2
    if _AGE.match(after):
        yield 2
    if _WHO.match(after) or _says_of_self(tokens.root):
        yield 1


def _signs_against(text: str, tokens: Tokens) -> Iterator[int]:
    words = [word.lower() for word in text.split()]
    if words[-1] in words_of("organisations", "no_surnames") or "of" in words or "for" in words:
        yield 3
    before = tokens.doc[tokens.start - 1].lower_ if tokens.start > 0 else ""
    if before == "the" and tokens.root.dep_ not in ("compound", "amod", "nmod", "poss"):
        yield 2


def _signs_of_place(tokens: Tokens) -> Iterator[int]:
    """Yield what speaks for a place: "in X", "the town of X", "northern X", "X province"."""
    root, doc = tokens.root, tokens.doc
    before = [token.lower_ for token in doc[max(0, tokens.start - 3) : tokens.start]]
    after = doc[tokens.end].lower_ if tokens.end < len(doc) else ""
    nouns, sides = words_of("places", "nouns"), words_of("places", "sides")
    if before and before[-1] in sides:
        yield 1
        before.pop()
    if before and before[-1] in ("in", "near", "across", "outside") and root.dep_ == "pobj":
        yield 1
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in nouns:
        yield 2
    if after in nouns:
        yield 1


def _is_measured(tokens: Tokens) -> bool:
    """Whether it is the "Turnout" of "Turnout was 52%": what opens a sentence and has a rate."""
    root = tokens.root
    opens = tokens.start == root.sent.start and len(tokens) == 1
    return (
        opens
        and root.dep_ == "nsubj"
        and root.head.lemma_ in ("be", "stand", "reach", "hit")
        and any(token.ent_type_ == "PERCENT" for token in root.head.subtree)
    )


def _says_of_self(root: Token) -> bool:
    """Whether what the name says goes on with "he" or "she": "Chong said she hoped"."""
    return root.dep_ == "nsubj" and any(
        grand.dep_ == "nsubj" and grand.lower_ in ("he", "she")
        for child in root.head.children
        if child.dep_ == "ccomp" and child.i > root.i
        for grand in child.children
    )


def _is_names(words: Sequence[str]) -> bool:
    """Whether every word could be part of a person's name."""
    particles = lexicon("statements/entities/offices.toml")["particles"]
    allowed = {part for word in (*particles["sure"], *particles["unsure"]) for part in word.split()}
    return all(word[:1].isupper() or word in allowed for word in words)


@functools.cache
def _families() -> frozenset[str]:
    """Return the family names of those who hold high office: alone they are a person."""
    rows = lexicon("statements/sources/office_holders.toml")["holders"]
    return frozenset(family for _, _, families, *_ in rows for family in families)


def _has_title(tokens: Tokens) -> bool:
    """Whether a form of address or an office stands straight before: "Mr", "envoy"."""
    if tokens.start == 0:
        return False
    before = tokens.doc[tokens.start - 1]
    word = before.lower_.rstrip(".")
    if before.dep_ not in ("compound", "nmod", "amod", "appos", "nsubj", "pobj", "dobj"):
        return False
    if word in words_of("titles", "weak"):
        return False
    return word in words_of("titles", "words") or is_role(before.lemma_.lower())


def _apposed(root: Token) -> Iterator[Token]:
    """Yield the nouns in apposition to a name, on either side."""
    for child in root.children:
        if child.dep_ == "appos" and child.i > root.i:
            yield child
            yield from _members(child)
    if root.dep_ == "appos":
        yield root.head


def _members(token: Token) -> Iterator[Token]:
    """Yield the leaders of "one of its leaders"."""
    if token.lower_ in ("one", "another", "some", "two"):
        for child in token.children:
            if child.lower_ == "of":
                yield from (grand for grand in child.children if grand.dep_ == "pobj")
