"""Which of the places of one name an article means, by what else it names."""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.records import Entity, Span
from onrecord.statements.places.mentions import inside_body, pieces
from onrecord.statements.places.senses import Sense, senses, state_code

#: What naming a sense's country or state, or a place near it, adds to the logarithm (base 10)
#: of its population.
_NAMED_COUNTRY = 1.5
_NAMED_STATE = 2.0
_NEAR = 1.0
_NEAR_KILOMETRES = 80.0
#: By so much the best must lead those that lie elsewhere; three times as populous.
_LEAD = 0.1
#: Two senses that lie nearer are one place for a reader.
_SAME_KILOMETRES = 60.0
_INSIDE_KILOMETRES = 150.0
#: What another name adds that could be a place near by, if it could be nowhere else.
_NEAR_GUESS = 2.0
_WELL_KNOWN = 250_000
_MOST_GUESSES = 25
#: Mentions from which on a country is the only one that an article is about.
_SEVERAL = 3
_MOST_SENSES = 15
#: A smaller town in a country that the article does not name is a guess.
_SMALLEST_UNNAMED = 15_000
_SMALLEST_UNIQUE = 1_000


class Surroundings:
    """The countries and states that an article names, and its places that are beyond doubt."""

    def __init__(
        self, names: Sequence[str], chains: dict[str, str], peoples: Mapping[str, int]
    ) -> None:
        """Take the names of places in the article, and the state or country after each.

        Args:
            names: Every mention's name.
            chains: What stands after a name and a comma, as with "Paris" and "Texas".
            peoples: How often a country is named by its adjective or people, by its code.
        """
        self.countries: Counter[str] = Counter(peoples)
        self.states: Counter[tuple[str, str]] = Counter()
        self.told: dict[str, Sense] = {}
        self.chosen: dict[str, tuple[Sense | None, str | None]] = {}
        self._anchors: dict[str, Sense] = {}
        counts = Counter(names)
        for name, where in chains.items():
            if sense := sense_told(name, where):
                self.told[name] = sense
                self._add(name, sense, 1)
        for name, count in counts.items():
            if name not in self.told and (sense := _certain(name)):
                self._add(name, sense, count)
            elif len(countries := {one.country for one in senses(name)}) == 1:
                self.countries.update({code: count for code in countries if code})
        unsure = [name for name in counts if name not in self.told and name not in self._anchors]
        self._unsure = {
            name: found
            for name in unsure[:_MOST_GUESSES]
            if 1 < len(found := senses(name)) <= _MOST_SENSES
        }

    def _add(self, name: str, sense: Sense, count: int) -> None:
        if sense.country is None:
            return
        self.countries[sense.country] += count
        if sense.state:
            self.states[sense.country, sense.state] += count
        if sense.precision == "city" or name.endswith("County"):
            self._anchors[name] = sense

    def supports(self, sense: Sense) -> bool:
        """Whether a place is well known, or its country is one that the article names."""
        return sense.weight >= _WELL_KNOWN or sense.country in self.countries

    @property
    def only_country(self) -> str | None:
        """The country of an article that names it several times and no other."""
        [(code, count), *others] = self.countries.most_common(2) or [("", 0)]
        return code if count >= _SEVERAL and not others else None

    def score(self, name: str, sense: Sense) -> float:
        """Return how likely a sense is: 1 more for ten times as likely."""
        score = math.log10(sense.weight + 1)
        if sense.country is None:
            return score
        if sense.country in self.countries:
            score += _NAMED_COUNTRY + 0.3 * math.log10(self.countries[sense.country])
        if (sense.country, sense.state) in self.states:
            score += _NAMED_STATE + 0.3 * math.log10(self.states[sense.country, sense.state])
        if sense.precision != "country" and any(
            other != name and kilometres(sense, anchor) < _NEAR_KILOMETRES
            for other, anchor in self._anchors.items()
        ):
            score += _NEAR
        if sense.precision != "country":
            score += self._near_guesses(name, sense)
        return score

    def _near_guesses(self, name: str, sense: Sense) -> float:
        """Return what other names that could be places near by add."""
        guesses = sum(
            _NEAR_GUESS / math.sqrt(len(found))
            for other, found in self._unsure.items()
            if other != name and any(kilometres(sense, one) < _NEAR_KILOMETRES for one in found)
        )
        return min(guesses, _NEAR_GUESS)


def choose(name: str, around: Surroundings) -> tuple[Sense | None, str | None]:
    """Return the sense meant, or ``None``, and the country if that at least is sure."""
    if name not in around.chosen:
        around.chosen[name] = _chosen(name, around)
    return around.chosen[name]


def _chosen(name: str, around: Surroundings) -> tuple[Sense | None, str | None]:
    if told := around.told.get(name):
        return told, told.country
    found = senses(name)
    if not found:
        return None, None
    scores = [around.score(name, sense) for sense in found]
    top = max(scores)
    best = found[scores.index(top)]
    rivals = [
        sense
        for sense, score in zip(found, scores, strict=True)
        if score > top - _LEAD and sense is not best and kilometres(best, sense) > _SAME_KILOMETRES
    ]
    is_far_fetched = _is_far_fetched(best, found, around)
    if not rivals and not is_far_fetched:
        return best, best.country
    countries = {sense.country for sense in (found if is_far_fetched else (best, *rivals))}
    return None, countries.pop() if len(countries) == 1 else None


def _is_far_fetched(best: Sense, found: Sequence[Sense], around: Surroundings) -> bool:
    if best.precision == "country" or best.country is None or best.country in around.countries:
        return False
    least = _SMALLEST_UNIQUE if len(found) == 1 else _SMALLEST_UNNAMED
    return best.weight < least


def _certain(name: str) -> Sense | None:
    """Return the place of a name that hardly means another."""
    found = senses(name)
    if not found:
        return None
    best = found[0]
    if best.country is None or (best.country == "GE" and len(found) > 1):
        return None
    if all(kilometres(best, other) < _SAME_KILOMETRES for other in found[1:]):
        return best if best.precision != "city" or best.weight >= _SMALLEST_UNIQUE else None
    second = max(other.weight for other in found[1:] if kilometres(best, other) >= _SAME_KILOMETRES)
    return best if best.weight >= max(100.0 * second, _SMALLEST_UNNAMED) else None


def is_area(name: str) -> bool:
    """Whether a name is first of all a country's, a state's or a county's."""
    found = senses(name)
    return bool(found) and found[0].precision != "city"


def sense_told(name: str, where: str) -> Sense | None:
    """Return the place that the state, county or country after its name tells: "Paris, Texas"."""
    found = [one for one in senses(name) if one.precision != "country"]
    if (state := state_code(where)) and state != ("US", "DC"):
        inside = [one for one in found if (one.country, one.state) == state]
        if inside or state[0] == "US":
            return inside[0] if inside else None
    if not is_area(where):
        return None
    for area in senses(where):
        for one in found:
            is_inside = area.precision == "country" or kilometres(one, area) < _INSIDE_KILOMETRES
            if one.country == area.country and is_inside:
                return one
    return None


def kilometres(one: Sense, other: Sense) -> float:
    """Return the great-circle distance; infinite where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    first, second = math.radians(one.lat), math.radians(other.lat)
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(
        math.radians(one.lon - other.lon)
    )
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def surroundings(entities: Sequence[Entity]) -> Surroundings:
    """Return what an article's entities say of where it is."""
    return _of_names(
        tuple(
            (one.name, one.kind, one.mentions, one.ids.get("iso3166", ""))
            for one in entities
            if one.kind != "person"
        )
    )


@functools.lru_cache(maxsize=4)
def _of_names(entities: tuple[tuple[str, str, tuple[Span, ...], str], ...]) -> Surroundings:
    names: list[str] = []
    chains: dict[str, str] = {}
    starts: dict[int, str] = {}
    ends: list[tuple[int, str]] = []
    peoples: Counter[str] = Counter()
    for name, kind, mentions, code in entities:
        if kind == "group" and code:
            peoples[code] += len(mentions)
        is_place = kind in ("place", "country")
        parts = [part for _, part in (pieces(name) if is_place else inside_body(name))]
        names += parts * (len(mentions) if is_place else 1)
        for part, where in itertools.pairwise(parts):
            chains.setdefault(part, where)
        for span in mentions if parts and is_place else ():
            starts[span.start] = parts[0]
            ends.append((span.end, parts[-1]))
    for end, name in ends:
        if (after := starts.get(end + 2)) and state_code(after):
            chains.setdefault(name, after)
    return Surroundings(names, chains, peoples)
