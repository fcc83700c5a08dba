"""Scores of the facts inside sentences: figures, times, places, names and events.

Every score is taken on the half of its gold set whose identifiers hash to odd: the rules were
written looking at the other half only. What each one is: ``docs/explanation/facts.md``.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import facts_mapping as mapping

from onrecord.records import Article, Block, Event, Figure, Place, Span, Time
from onrecord.statements.entities.find import find_entities
from onrecord.statements.events.find import find_events
from onrecord.statements.figures.find import find_figures
from onrecord.statements.places.find import find_places
from onrecord.statements.sentences import Sentence, parse_article
from onrecord.statements.times.find import find_times

#: Documents of the two largest sets that are measured, to stay within minutes on one core.
NAMES_SAMPLE = 40
PLACES_SAMPLE = 60
NEAR_KILOMETRES = 161

Item = dict[str, Any]


class Tally:
    """Counts of right, found and gold answers, as precision, recall and F1."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

    def add(self, right: int, found: int, gold: int) -> None:
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0


def is_held_out(identifier: str) -> bool:
    """Whether an item is of the half that the rules were not written on."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 1


def items(gold: Path, folder: str, keep: Callable[[str], bool] = is_held_out) -> Iterator[Item]:
    """Yield the items of one gold set that `keep` takes."""
    with (gold / folder / "items.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            item: Item = json.loads(line)
            if keep(item["id"]):
                yield item


def article_of(text: str) -> Article:
    """Return plain text as an article of paragraphs."""
    blocks = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="paragraph", start=position, end=position + len(line)))
        position += len(line) + 1
    return Article(id="gold", text=text, blocks=tuple(blocks))


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    return tuple(sentence for block in parse_article(article) for sentence in block.sentences)


# -- Figures ---------------------------------------------------------------------------------


def figure_scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """F1 of figures on NewsQuant by value, and by value with unit, change or thing counted."""
    tests: dict[str, Callable[[Figure, Item], bool]] = {
        "value": mapping.same_value,
        "value_unit": mapping.same_value_and_unit,
        "value_change": mapping.same_value_and_change,
        "value_counts": mapping.same_value_and_thing,
    }
    tallies = {name: Tally() for name in tests}
    for item in items(gold, "newsquant", keep):
        figures = [
            figure
            for sentence in sentences_of(article_of(item["text"]))
            for figure in find_figures(sentence)
        ]
        found = mapping.with_moves(figures, item["text"])
        for name, test in tests.items():
            right = mapping.matched(found, item["quantities"], test)
            tallies[name].add(right, len(found), len(item["quantities"]))
    return {f"newsquant.{name}": tally.f1 for name, tally in tallies.items()}


# -- Times -----------------------------------------------------------------------------------


def time_scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """Strict span F1 and, with the value too, value F1 on TempEval-3."""
    spans, values = Tally(), Tally()
    for item in items(gold, "timex-tempeval3", keep):
        published_at = datetime.fromisoformat(item["dct"][:10]).replace(tzinfo=UTC)
        times: list[Time] = []
        for sentence in sentences_of(article_of(item["text"])):
            times.extend(find_times(sentence, published_at, times))
        found = {tuple(time.span): time.value for time in times}
        expected = {(row["start"], row["end"]): row["value"] for row in item["timexes"]}
        both = found.keys() & expected.keys()
        right = sum(mapping.same_time(found[span], expected[span]) for span in both)
        spans.add(len(both), len(found), len(expected))
        values.add(right, len(found), len(expected))
    return {"timex.span_strict": spans.f1, "timex.value": values.f1}


# -- Places ----------------------------------------------------------------------------------


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance by the haversine formula."""
    one, two = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((two - one) / 2) ** 2
        + math.cos(one) * math.cos(two) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(half))


def _is_near(place: Place, lat: float, lon: float) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return _kilometres(place.lat, place.lon, lat, lon) <= NEAR_KILOMETRES


def place_scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """Share of gold places with the right country, and with a point within 161 km.

    A gold place that is not found is wrong. The gold sets count "Syrian" and a government's
    "Moscow" as mentions of a place: as such they have no point here, and their country is that
    of the entity they are. ``precision`` is the share of the points given that lie within
    161 km, over those found where the gold has a place.
    """
    with (gold / "geoparse" / "countries.jsonl").open(encoding="utf-8") as lines:
        countries = {row["id"]: row["countries"] for row in map(json.loads, lines)}
    country, near, sure = Tally(), Tally(), Tally()
    chosen = list(items(gold, "geoparse", keep))
    for item in chosen[:: max(1, len(chosen) // PLACES_SAMPLE)]:
        article = article_of(item["text"])
        sentences = sentences_of(article)
        entities = find_entities(sentences, article)
        found = {
            place.span: place for sentence in sentences for place in find_places(sentence, entities)
        }
        codes = {span: one.ids.get("iso3166") for one in entities for span in one.mentions}
        codes |= {span: place.country for span, place in found.items()}
        names = countries.get(item["id"]) or [None] * len(item["places"])
        for row, name in zip(item["places"], names, strict=True):
            span = Span(row["start"], row["end"])
            place = found.get(span)
            if name is not None:
                country.add(int(mapping.same_country(codes.get(span), name)), 1, 1)
            if row.get("lat") is not None:
                has_point = place is not None and place.lat is not None
                close = has_point and _is_near(place, row["lat"], row["lon"])
                near.add(int(close), 1, 1)
                sure.add(int(close), int(has_point), 1)
    return {
        "geoparse.country": country.recall,
        "geoparse.within_161_km": near.recall,
        "geoparse.within_161_km_precision": sure.precision,
    }


# -- Names -----------------------------------------------------------------------------------


def _gold_names(item: Item) -> tuple[str, dict[str, set[tuple[int, int]]]]:
    """Return the text of an item, one sentence a line, and its spans by kind."""
    text, spans = "", {"person": set(), "organisation": set(), "place": set()}
    for sentence in item["sentences"]:
        open_kind, start, end = None, 0, 0
        for word, tag in [*sentence, ("", "O")]:
            kind = mapping.NAME_KINDS.get(tag.partition("-")[2])
            if open_kind and (not tag.startswith("I-") or kind != open_kind):
                spans[open_kind].add((start, end))
                open_kind = None
            if word:
                text += mapping.glue(text, word)
                begin = len(text)
                text += word
                if tag.startswith("B-") and kind:
                    open_kind, start = kind, begin
                end = len(text)
        text += "\n"
    return text, spans


def name_scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """F1 of persons, organisations and places, exact spans, on a fixed sample."""
    tallies = {kind: Tally() for kind in ("person", "organisation", "place")}
    chosen = list(items(gold, "worldwide-ner", keep))
    for item in chosen[:: max(1, len(chosen) // NAMES_SAMPLE)]:
        text, expected = _gold_names(item)
        article = article_of(text)
        found: dict[str, set[tuple[int, int]]] = {kind: set() for kind in tallies}
        for entity in find_entities(sentences_of(article), article):
            kind = "place" if entity.kind == "country" else entity.kind
            if kind in found:
                found[kind] |= {tuple(span) for span in entity.mentions}
        for kind, tally in tallies.items():
            tally.add(len(found[kind] & expected[kind]), len(found[kind]), len(expected[kind]))
    together = Tally()
    for tally in tallies.values():
        together.add(tally.right, tally.found, tally.gold)
    by_kind = {f"names.{kind}": tally.f1 for kind, tally in tallies.items()}
    return by_kind | {"names.all": together.f1}


# -- Events ----------------------------------------------------------------------------------


def _main_event(sentence: Sentence, events: Iterable[Event]) -> Event | None:
    """Return the event whose trigger stands highest in the parse of the sentence."""

    def depth(event: Event) -> int:
        token = next(t for t in sentence.tokens if sentence.place(t) == event.trigger)
        return sum(1 for _ in token.ancestors)

    return min(events, key=depth, default=None)


def event_scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """PLOVER category macro-F1, actor F1 and recipient F1 on the gold standard records.

    The prediction of a record is the event highest in the parse. A participant agrees with a
    gold one when a content word is the same.
    """
    classes: dict[str, Tally] = {}
    actors, recipients = Tally(), Tally()
    for item in items(gold, "plover-gsr", keep):
        article = article_of(item["text"].replace("``", '"').replace("''", '"'))
        sentences = sentences_of(article)
        entities = find_entities(sentences, article)
        best = None
        for sentence in sentences:
            places = find_places(sentence, entities)
            times = find_times(sentence, None)
            best = best or _main_event(sentence, find_events(sentence, entities, times, places))
        expected = mapping.CATEGORIES.get(item["event"], item["event"])
        right = best is not None and best.category == expected
        classes.setdefault(expected, Tally()).add(int(right), 0, 1)
        if best is not None:
            classes.setdefault(best.category, Tally()).add(0, 1, 0)
        sources, targets = mapping.gold_participants(item)
        for tally, found, wanted in (
            (actors, best.actors if best else (), sources),
            (recipients, best.recipients if best else (), targets),
        ):
            names = [participant.text for participant in found]
            tally.add(mapping.matched_names(names, wanted), len(names), len(wanted))
    of_gold = [tally for tally in classes.values() if tally.gold]
    return {
        "plover.category_macro": sum(tally.f1 for tally in of_gold) / len(of_gold),
        "plover.actor": actors.f1,
        "plover.recipient": recipients.f1,
    }


def scores(gold: Path) -> dict[str, float]:
    """Return every score of this part."""
    return (
        figure_scores(gold)
        | time_scores(gold)
        | event_scores(gold)
        | name_scores(gold)
        | place_scores(gold)
    )
