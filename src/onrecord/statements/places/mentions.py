"""Where a sentence names places: the recogniser's, those inside other names, those it missed."""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Entity, Span
from onrecord.statements.places import gazetteer
from onrecord.statements.places.senses import Sense, senses, state_code
from onrecord.statements.sentences import Sentence

#: "West Wichita", "N.E. Paris", "Mid-Jutland": the place is what follows, if the whole is none.
_SIDE = re.compile(
    r"^(?:(?:(?:North|South)(?:-?[Ee]ast|-?[Ww]est)?(?:ern)?|East(?:ern)?|West(?:ern)?|Central|Mid"
    r"|Northern|Southern|Downtown|Upper|Lower|Greater|Inner|Outer|[NS]\.?\s?[EW]\.|rural|suburban)"
    r"[ -])+(?=[A-Z])"
)
_PIECE = re.compile(r"[^,()/;]+")
_WORD = re.compile(r"\w[\w.'’&-]*")
#: "Clark, Hamilton and Madison counties"
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
_LIST = re.compile(rf"((?:{_NAME},? )*(?:{_NAME}),? (?:and|or) (?:{_NAME})) [Cc]ounties\b")
_RUN = re.compile(r"[A-Z][\w'’.-]*(?: (?:of |de |la |del |el |upon |on )?[A-Z][\w'’.-]*)*")
_BEFORE = re.compile(
    r"(?:\b(?:in|near|from|at|outside|into|around|to|of|between|toward|towards|across|through|via)"
    r"|,|\band)\s(?:(?:downtown|nearby|northern|southern|eastern|western|central|the (?:town|city|village) of)\s)?$"
)
_STATE_AFTER = re.compile(r"^,\s?([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_LONGEST = 4
_KNOWN_TOWN = 15_000


class Mention(NamedTuple):
    """One mention of a place; `name` is what to look up, and `entity` the one it is all of."""

    span: Span
    name: str
    entity: Entity | None = None


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon("statements/places/bodies.toml")[key])


def pieces(name: str) -> Iterator[tuple[int, str]]:
    """Yield the places of a place name with where each starts: "Kansas City, Kan." is two."""
    if senses(name):
        yield 0, name
        return
    for match in _PIECE.finditer(name):
        piece = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        side = _SIDE.match(piece)
        if side and not senses(piece) and senses(piece[side.end() :]):
            start, piece = start + side.end(), piece[side.end() :]
        elif not senses(piece) and (found := leading(piece)):
            piece = found
        if piece:
            yield start, piece


def leading(name: str) -> str | None:
    """Return the place that a longer name starts with: "Fort Mill" of "Fort Mill High School"."""
    words = list(_WORD.finditer(name))
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        part = name[: words[count - 1].end()]
        part = re.sub(r"['’]s?$", "", part)
        if senses(part) and part[0].isupper() and part.lower() not in _words("not_places"):
            return part
    return None


def inside_body(name: str) -> Iterator[tuple[int, str]]:
    """Yield the place that a body of a place names itself after, with where it starts.

    A police force, a school or a city council is of its place; a newspaper, a company or a team
    is not.
    """
    words = name.replace("’", "'").split()
    if len(words) < 2 or not {word.lower().strip(".'") for word in words} & _words("bodies"):  # noqa: PLR2004
        return
    if {word.lower() for word in words} & _words("no_bodies"):
        return
    if found := leading(name):
        yield 0, found
    for match in re.finditer(r"\b(?:of|in|at)\s(?=[A-Z])", name):
        rest = name[match.end() :]
        found = rest if senses(rest) else leading(rest)
        if found:
            yield match.end(), found
            return


def find_mentions(sentence: Sentence, entities: Sequence[Entity]) -> list[Mention]:
    """Return the mentions of places in a sentence, in order and without overlap."""
    found: list[Mention] = []
    taken: list[Span] = []
    for entity in entities:
        for span in entity.mentions:
            if sentence.span.start <= span.start and span.end <= sentence.span.end:
                text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
                new = list(_of_entity(sentence, entity, span, text))
                found += new
                taken += [span] if entity.kind != "person" or new else []
                if entity.kind == "person" and not new:
                    taken.append(span)
    found += _of_text(sentence, taken)
    found = [one for one in found if not _in_list_of_counties(sentence, one.span)]
    found += _counties(sentence)
    return sorted(found, key=lambda one: one.span)


def _of_entity(sentence: Sentence, entity: Entity, span: Span, text: str) -> Iterator[Mention]:
    if entity.kind in ("place", "country"):
        name = entity.name if entity.kind == "country" or senses(entity.name) else text
        if senses(name) and (text == name or len(text) < len(name) or not senses(text)):
            if "," not in text:
                yield Mention(span, name, entity)
                return
        for start, piece in pieces(text):
            place = Span(span.start + start, span.start + start + len(piece))
            yield Mention(place, piece, entity if place == span else None)
    elif entity.kind == "group":
        if _locates(sentence, span, text):
            code = gazetteer.people_code(text)
            country = gazetteer.country(code) if code else None
            if country:
                yield Mention(span, country.name)
    elif _is_missed_place(sentence, span, text, entity):
        yield Mention(span, text)
    elif entity.kind != "person":
        for start, piece in inside_body(text):
            yield Mention(Span(span.start + start, span.start + start + len(piece)), piece)


def _locates(sentence: Sentence, span: Span, text: str) -> bool:
    """Whether an adjective of a country says where a place is: "the Afghan capital"."""
    after = sentence.text[span.end - sentence.span.start :].split()[:3]
    plain = [word.lower().strip(".,'’s") for word in after]
    return bool(gazetteer.people_code(text)) and any(
        word in _words("locations") for word in plain[:2]
    )


def _is_missed_place(sentence: Sentence, span: Span, text: str, entity: Entity) -> bool:
    """Whether a name of another kind stands where only a place does: "Bright, Ohio"."""
    found = senses(text)
    if not found:
        return False
    start, end = span.start - sentence.span.start, span.end - sentence.span.start
    after = _STATE_AFTER.match(sentence.text[end:])
    if after and (state := state_code(after[1]) or state_code(after[1].split()[0])):
        return any((one.country, one.state) == state for one in found)
    if " " in text and entity.kind == "person":
        return False
    before = _BEFORE.search(sentence.text[:start])
    return bool(before) and _is_well_known(found)


def _is_well_known(found: Sequence[Sense]) -> bool:
    return found[0].precision != "city" or found[0].weight >= _KNOWN_TOWN


def _of_text(sentence: Sentence, taken: Sequence[Span]) -> Iterator[Mention]:
    """Yield the known places that the recogniser has no name for."""
    for run in _RUN.finditer(sentence.text):
        words = list(_WORD.finditer(sentence.text, run.start(), run.end()))
        first = 0
        while first < len(words):
            step = 1
            for count in range(min(_LONGEST, len(words) - first), 0, -1):
                start, end = words[first].start(), words[first + count - 1].end()
                text = re.sub(r"['’]s?$", "", sentence.text[start:end])
                text = text if len(text) < 4 or text.count(".") > 1 else text.removesuffix(".")  # noqa: PLR2004
                span = Span(sentence.span.start + start, sentence.span.start + start + len(text))
                if any(span.start < one.end and one.start < span.end for one in taken):
                    continue
                if _is_sure_text(sentence, text, start, whole=count == len(words)):
                    yield Mention(span, text)
                    step = count
                    break
            first += step


def _is_sure_text(sentence: Sentence, text: str, start: int, *, whole: bool) -> bool:
    if len(text) < 3 or text.lower() in _words("not_places"):  # noqa: PLR2004
        return False
    found = senses(text)
    if not found:
        return False
    after = _STATE_AFTER.match(sentence.text[start + len(text) :])
    if after and (state := state_code(after[1]) or state_code(after[1].split()[0])):
        return any((one.country, one.state) == state for one in found)
    if not whole:
        return False
    if text.endswith(" County") or found[0].precision == "country":
        return True
    is_located = bool(_BEFORE.search(sentence.text[:start]))
    return is_located and (" " in text or _is_well_known(found))


def _counties(sentence: Sentence) -> Iterator[Mention]:
    for match in _LIST.finditer(sentence.text):
        for name in re.finditer(_NAME, match[1]):
            start = sentence.span.start + match.start(1) + name.start()
            if senses(f"{name.group()} County"):
                yield Mention(Span(start, start + len(name.group())), f"{name.group()} County")


def _in_list_of_counties(sentence: Sentence, span: Span) -> bool:
    return any(
        match.start(1) <= span.start - sentence.span.start
        and span.end - sentence.span.start <= match.end(1)
        for match in _LIST.finditer(sentence.text)
    )
