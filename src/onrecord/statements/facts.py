"""The figures, times, places and events of an article, by where they stand."""

import bisect
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from onrecord.records import Entity, Event, Figure, Happening, Place, Span, Time
from onrecord.statements.attributions.attribution import overlap
from onrecord.statements.events.described import MeantAt, no_one
from onrecord.statements.events.find import find_events
from onrecord.statements.figures.find import find_figures
from onrecord.statements.places.find import find_places
from onrecord.statements.sentences import Sentence
from onrecord.statements.times.find import find_times

Fact = TypeVar("Fact")

#: No figure, time, place or trigger is longer, in code points.
_LONGEST_FACT = 200


class _Line(Generic[Fact]):
    """Facts of one kind in page order, found by place."""

    def __init__(self, facts: Iterable[Fact], place: Callable[[Fact], Span]) -> None:
        self._facts = sorted(facts, key=place)
        self._places = [place(fact) for fact in self._facts]

    def touching(self, spans: Sequence[Span]) -> tuple[Fact, ...]:
        """Return the facts that share a code point with the spans, each once."""
        numbers = {
            number
            for span in spans
            for number in range(
                bisect.bisect_left(self._places, Span(span.start - _LONGEST_FACT, 0)),
                bisect.bisect_left(self._places, Span(span.end, 0)),
            )
            if overlap(self._places[number], span)
        }
        return tuple(self._facts[number] for number in sorted(numbers))


class Facts:
    """All that the sentences of one article hold."""

    def __init__(
        self,
        events: Iterable[Event],
        figures: Iterable[Figure],
        times: Iterable[Time],
        places: Iterable[Place],
        happenings: Iterable[Happening],
    ) -> None:
        """Sort the facts of each kind by place."""
        self._events = _Line(events, lambda event: event.trigger)
        self._figures = _Line(figures, lambda figure: figure.span)
        self._times = _Line(times, lambda time: time.span)
        self._places = _Line(places, lambda place: place.span)
        self._happenings = _Line(happenings, lambda happening: happening.span)

    def events_in(self, spans: Sequence[Span]) -> tuple[Event, ...]:
        """Return the events whose trigger touches the spans."""
        return self._events.touching(spans)

    def figures_in(self, spans: Sequence[Span]) -> tuple[Figure, ...]:
        """Return the figures that touch the spans."""
        return self._figures.touching(spans)

    def times_in(self, spans: Sequence[Span]) -> tuple[Time, ...]:
        """Return the times that touch the spans."""
        return self._times.touching(spans)

    def places_in(self, spans: Sequence[Span]) -> tuple[Place, ...]:
        """Return the places that touch the spans."""
        return self._places.touching(spans)

    def happenings_in(self, spans: Sequence[Span]) -> tuple[Happening, ...]:
        """Return the happenings whose word touches the spans."""
        return self._happenings.touching(spans)


def find_facts(
    sentences: Iterable[Sentence],
    entities: tuple[Entity, ...],
    published_at: datetime | None,
    happenings: Iterable[Happening],
    meant_at: MeantAt = no_one,
) -> Facts:
    """Find the figures, times, places and events of every sentence.

    Times and places of the whole sentence serve its events, also those outside the content
    that an event stands in. `meant_at` tells whom a pronoun or description that starts at a place
    of the article means.
    """
    events: list[Event] = []
    figures: list[Figure] = []
    all_times: list[Time] = []
    all_places: list[Place] = []
    for sentence in sentences:
        times = find_times(sentence, published_at, all_times)
        places = find_places(sentence, entities)
        events.extend(find_events(sentence, entities, times, places, meant_at))
        figures.extend(find_figures(sentence))
        all_times.extend(times)
        all_places.extend(places)
    return Facts(events, figures, all_times, all_places, happenings)
