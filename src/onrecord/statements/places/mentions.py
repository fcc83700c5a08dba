"""Where a sentence names places: the recogniser's, those inside other names, those it missed."""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Entity, Span
from onrecord.statements.places import gazetteer
from onrecord.statements.places.senses import Sense, is_known, senses, state_code
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_first_name

#: "West Wichita", "N.E. Paris", "Mid-Jutland": the place is what follows, if the whole is none.
_SIDE = re.compile(
    r"^(?:(?:(?:North|South)(?:-?[Ee]ast|-?[Ww]est)?(?:ern)?|East(?:ern)?|West(?:ern)?|Central|Mid"
    r"|Northern|Southern|Downtown|Upper|Lower|Greater|Inner|Outer|[NS]\.?\s?[EW]\.|rural|suburban"
    r"|New|Old|Historic)"
    r"[ -])+(?=[A-Z])"
)
#: "central Texas", "of Ohio": what is written small before a name is no part of it.
_SMALL = re.compile(
    r"^(?:(?:(?:north|south)(?:-?east|-?west)?(?:ern)?|east(?:ern)?|west(?:ern)?|central|upper"
    r"|lower|downtown|of|in|near|from) )+(?=[A-Z])"
)
#: "D.C.And": the next sentence without a space before it.
_GLUED = re.compile(r"(.*\w\.)[A-Z][a-z]+$")
#: "Norman to D.C.", "Washington-Moscow"
_PAIR = re.compile(r"([A-Z].*?)(?: to |[-–])([A-Z].*)")
_PIECE = re.compile(r"[^,()/;]+")
_WORD = re.compile(r"\w[\w.'’&-]*")
#: "Clark, Hamilton and Madison counties"
_COUNTIES = re.compile(r"\b[Cc]ounties\b")
_ITEM = re.compile(r"(?:.*[^\w.'’ -]|.*\b[a-z][\w-]* )?([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*)$")
_BETWEEN = re.compile(r",? (?:and|or) |, ")
_RUN = re.compile(r"[A-Z][\w'’.-]*(?: (?:of |de |la |del |el |upon |on )?[A-Z][\w'’.-]*)*")
_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Oo]utside|[Ii]nto|[Aa]round|[Tt]owards?|[Aa]cross)\s"
    r"(?:(?:downtown|nearby|northern|southern|eastern|western|central"
    r"|the (?:town|city|village) of)\s)?$"
)
#: These stand before more than places.
_BEFORE_LARGE = re.compile(r"(?:\b(?:of|to|between|through|via|and|or)|,)\s$")
_STATE_AFTER = re.compile(r"^,\s?([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_DATELINE = re.compile(r"(?:,[^—–]{2,30})?\s?(?:\([A-Z]+\)\s?)?(?:—|–|--|\s-\s)")
_LONGEST = 4
_KNOWN_TOWN = 15_000
_LARGE_TOWN = 100_000


class Mention(NamedTuple):
    """One mention of a place; `name` is what to look up, and `entity` the one it is all of.

    `is_inside` tells a part of a name of another kind.
    """

    span: Span
    name: str
    entity: Entity | None = None
    is_inside: bool = False


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon("statements/places/bodies.toml")[key])


def pieces(name: str) -> Iterator[tuple[int, str]]:
    """Yield the places of a place name with where each starts: "Kansas City, Kan." is two."""
    if senses(name):
        yield 0, name
        return
    for start, piece in _parted(name):
        skip = _to_skip(piece)
        start, piece = start + skip, piece[skip:]
        if not senses(piece):
            piece = _unglued(piece) or (leading(piece) if _is_facility(piece) else None) or piece
        if piece:
            yield start, piece


def _parted(name: str) -> Iterator[tuple[int, str]]:
    for match in _PIECE.finditer(name):
        piece = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        pair = _PAIR.fullmatch(piece)
        if pair and not senses(piece) and all(_is_named(one) for one in pair.groups()):
            yield start, pair[1]
            yield start + pair.start(2), pair[2]
        elif piece:
            yield start, piece


def _is_named(words: str) -> bool:
    return bool(senses(words)) or gazetteer.is_abbreviation(words.removesuffix(".") + ".")


def _unglued(piece: str) -> str | None:
    """Return the place that the first word of the next sentence is glued to."""
    glued = _GLUED.match(piece)
    forms = (glued[1], glued[1].removesuffix(".")) if glued else ()
    return next((one for one in forms if _is_named(one)), None)


def _to_skip(piece: str) -> int:
    """Return how long the side is before a place: "West " of "West Wichita".

    "South Darfur" is the name of a region, "Western Pennsylvania" a part of one.
    """
    small = _SMALL.match(piece)
    if small and senses(piece[small.end() :]):
        return small.end()
    side = _SIDE.match(piece)
    if side is None or senses(piece):
        return 0
    rest = piece[side.end() :]
    found = senses(rest)
    is_apart = bool(found) and (found[0].precision == "city" or "ern " in side.group())
    return side.end() if is_apart and not _is_common(rest) else 0


def _is_facility(name: str) -> bool:
    words = [word.lower() for word in name.split()]
    return words[-1] not in _words("roads") and bool(_words("bodies") & set(words[1:]))


def looked_up(name: str) -> str:
    """Return the known place that tells where a name is: "Salinas" of "Salinas Valley"."""
    if senses(name):
        return name
    side = _SIDE.match(name)
    if side and senses(name[side.end() :]):
        return name[side.end() :]
    words = name.split()
    if len(words) > 1 and words[-1].lower() in _words("lands"):
        return leading(name) or name
    return name


def leading(name: str) -> str | None:
    """Return the place that a longer name starts with: "Fort Mill" of "Fort Mill High School"."""
    words = list(_WORD.finditer(name))
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        part = name[: words[count - 1].end()]
        part = re.sub(r"['’]s?$", "", part)
        if part[:1].isupper() and is_known(part) and not _is_common(part):
            return part
    return None


def _is_common(name: str) -> bool:
    """Whether a name is more often a word of English, or a first name, than a place."""
    if name.endswith(" County"):
        return False
    words = name.lower().split()
    lists = [_words(key) for key in ("not_places", "bodies", "lands", "local_nouns", "offices")]
    if name.lower() in lists[0] or all(any(word in each for each in lists) for word in words):
        return True
    if gazetteer.people_code(name) and not gazetteer.country_code(name):
        return True
    best = senses(name)[0]
    is_small = best.precision == "city" and best.weight < _LARGE_TOWN
    return len(words) == 1 and is_small and is_first_name(name)


def inside_body(name: str) -> Iterator[tuple[int, str]]:
    """Yield the place that a body of a place names itself after, with where it starts.

    A police force, a school or a city council is of its place; a newspaper, a company or a team
    is not.
    """
    words = name.replace("’", "'").split()
    if name.isupper() or words[-1].lower() in _words("roads"):
        return
    if len(words) < 2 or not {word.lower().strip(".'") for word in words} & _words("bodies"):
        return
    if {word.lower() for word in words} & _words("no_bodies"):
        return
    starts = [0, *(match.end() for match in re.finditer(r"\b(?:of|in|at)\s(?=[A-Z])", name))]
    for start in starts[:2]:
        side = _SIDE.match(name[start:])
        for begin in (start, start + side.end() if side else start):
            rest = name[begin:]
            is_all = begin > 0 and is_known(rest) and not _is_common(rest)
            if found := rest if is_all else leading(rest):
                yield begin, found
                break


def _before_office(name: str) -> Iterator[tuple[int, str]]:
    """Yield the place of an officer's title that the recogniser took into a person's name."""
    found = leading(name)
    words = name[len(found) :].split() if found else []
    if found and words and (found.endswith(" County") or words[0].lower() in _words("offices")):
        yield 0, found


def find_mentions(sentence: Sentence, entities: Sequence[Entity]) -> list[Mention]:
    """Return the mentions of places in a sentence, in order and without overlap."""
    found: list[Mention] = []
    taken: list[Span] = []
    named = frozenset(one.name for one in entities if one.kind == "place")
    for entity in entities:
        for span in entity.mentions:
            if sentence.span.start <= span.start and span.end <= sentence.span.end:
                of_entity = list(_of_entity(sentence, entity, span))
                if not of_entity and entity.kind == "organisation":
                    of_entity = list(_named_after(sentence, span, named))
                found += of_entity
                taken.append(span)
    found += _of_text(sentence, taken)
    counties = _counties(sentence)
    found = [one for one in found if not any(_touch(one.span, other.span) for other in counties)]
    whole = (_with_county(sentence, _with_dot(sentence, one)) for one in (*found, *counties))
    return sorted(whole, key=lambda mention: mention.span)


def _with_dot(sentence: Sentence, mention: Mention) -> Mention:
    """Return "Kan." for the "Kan" that is followed by its dot."""
    end = mention.span.end - sentence.span.start
    text = sentence.text[mention.span.start - sentence.span.start : end]
    if sentence.text[end : end + 1] != "." or not gazetteer.is_abbreviation(text + "."):
        return mention
    return mention._replace(span=Span(mention.span.start, mention.span.end + 1), name=text + ".")


def _named_after(sentence: Sentence, span: Span, places: Collection[str]) -> Iterator[Mention]:
    """Yield the place a name starts with, if the article names that place.

    "Ozark Dodge" is in Ozark, the "Kanawha Circuit Court" in Kanawha County.
    """
    name = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    words = list(_WORD.finditer(name))
    if name.isupper() or {word.group().lower() for word in words} & _words("no_bodies"):
        return
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        part = name[: words[count - 1].end()]
        forms = (part, f"{part} County", f"{part} Parish")
        known = next((one for one in forms if one in places and senses(one)), None)
        if known and not _is_common(known):
            yield Mention(Span(span.start, span.start + len(part)), known, is_inside=True)
            return


def _with_county(sentence: Sentence, mention: Mention) -> Mention:
    """Return "Kanawha County" for the "Kanawha" that is followed by it."""
    start, end = (place - sentence.span.start for place in mention.span)
    county = f"{sentence.text[start:end]} County"
    is_its = not mention.is_inside and sentence.text.startswith(county, start)
    if is_its and is_known(county):
        return mention._replace(span=Span(mention.span.start, mention.span.end + 7), name=county)
    return mention


def _of_entity(sentence: Sentence, entity: Entity, span: Span) -> Iterator[Mention]:
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    if entity.kind == "country":
        yield Mention(span, entity.name, entity)
    elif entity.kind == "place":
        for start, piece in pieces(text):
            place = Span(span.start + start, span.start + start + len(piece))
            yield Mention(place, piece, entity if place == span else None)
    elif entity.kind == "group":
        country = gazetteer.country(entity.ids.get("iso3166", ""))
        if country and _locates(sentence, span):
            yield Mention(span, country.name)
    elif _is_place_there(sentence, span, text, is_person=entity.kind == "person"):
        yield Mention(span, text)
    else:
        inside = inside_body if entity.kind != "person" else _before_office
        for start, piece in inside(text):
            place = Span(span.start + start, span.start + start + len(piece))
            yield Mention(place, piece, is_inside=True)


def _locates(sentence: Sentence, span: Span) -> bool:
    """Whether an adjective of a country says where a place is: "the Afghan capital"."""
    after = sentence.text[span.end - sentence.span.start :].split()[:2]
    return any(word.lower().strip(".,'’s") in _words("locations") for word in after)


def _is_place_there(sentence: Sentence, span: Span, text: str, *, is_person: bool) -> bool:
    """Whether words stand where only a place does: "Bright, Ohio", "a Bright man"."""
    found = senses(text)
    if not found:
        return False
    start, end = span.start - sentence.span.start, span.end - sentence.span.start
    rest = sentence.text[end:]
    if after := _STATE_AFTER.match(rest):
        state = state_code(after[1]) or state_code(after[1].split()[0])
        if state and any((one.country, one.state) == state for one in found):
            return True
    people = _LARGE_TOWN if is_person else _KNOWN_TOWN
    is_well_known = _is_well_known(found, people)
    if _is_common(text) or (is_person and " " in text and not is_well_known):
        return False
    if text.isupper() and len(text) > 3 and _DATELINE.match(rest):
        return True
    next_word = re.match(r"['’]?s?[ -]([A-Za-z]+)", rest)
    if next_word and next_word[1] in _words("local_nouns"):
        return True
    before = sentence.text[:start]
    if not is_person and _BEFORE_LARGE.search(before) and _is_well_known(found, _LARGE_TOWN):
        return True
    is_located = bool(_BEFORE.search(before))
    return is_located and (is_well_known or (not is_person and " " in text))


def _is_well_known(found: Sequence[Sense], people: int) -> bool:
    return found[0].precision != "city" or found[0].weight >= people


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
                text = text if len(text) < 4 or text.count(".") > 1 else text.removesuffix(".")
                span = Span(sentence.span.start + start, sentence.span.start + start + len(text))
                if any(_touch(span, one) for one in taken):
                    continue
                whole = count == len(words)
                if _is_sure(sentence, span, text, whole=whole):
                    yield Mention(span, text)
                    step = count
                    break
            first += step


def _is_sure(sentence: Sentence, span: Span, text: str, *, whole: bool) -> bool:
    if len(text) < 3 or not is_known(text):
        return False
    if whole and (text.endswith(" County") or senses(text)[0].precision == "country"):
        return True
    return whole and _is_place_there(sentence, span, text, is_person=" " not in text)


def _counties(sentence: Sentence) -> list[Mention]:
    """Return those of "Clark, Hamilton and Madison counties", by the names of the counties."""
    found = []
    for match in _COUNTIES.finditer(sentence.text):
        end = match.start() - 1
        for part in reversed(list(_parts(sentence.text[:end]))):
            start, text = part
            item = _ITEM.match(text)
            if item is None or not senses(f"{item[1]} County"):
                break
            first = sentence.span.start + start + item.start(1)
            span = Span(first, first + len(item[1]))
            found.append(Mention(span, f"{item[1]} County"))
            if item.start(1):
                break
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between commas and "and", with where it starts."""
    start = 0
    for match in _BETWEEN.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
