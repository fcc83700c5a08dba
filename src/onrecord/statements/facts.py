"""The figures, times, places and events of an article, by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.records import Entity, Event, Figure, Place, Span, Time
from onrecord.statements.attributions import overlap
from onrecord.statements.events import find_events
from onrecord.statements.figures import find_figures
from onrecord.statements.places import find_places
from onrecord.statements.sentences import Sentence
from onrecord.statements.times import find_times


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the sentences of one article hold, in page order."""

    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]

    def events_in(self, spans: Sequence[Span]) -> tuple[Event, ...]:
        """Return the events whose trigger touches the spans."""
        return tuple(event for event in self.events if _touches(event.trigger, spans))

    def figures_in(self, spans: Sequence[Span]) -> tuple[Figure, ...]:
        """Return the figures that touch the spans."""
        return tuple(figure for figure in self.figures if _touches(figure.span, spans))

    def times_in(self, spans: Sequence[Span]) -> tuple[Time, ...]:
        """Return the times that touch the spans."""
        return tuple(time for time in self.times if _touches(time.span, spans))

    def places_in(self, spans: Sequence[Span]) -> tuple[Place, ...]:
        """Return the places that touch the spans."""
        return tuple(place for place in self.places if _touches(place.span, spans))


def find_facts(
    sentences: Sequence[Sentence], entities: tuple[Entity, ...], published_at: datetime | None
) -> Facts:
    """Find the figures, times, places and events of every sentence.

    Times and places of the whole sentence serve its events, also those outside the content
    that an event stands in.
    """
    events: list[Event] = []
    figures: list[Figure] = []
    all_times: list[Time] = []
    all_places: list[Place] = []
    for sentence in sentences:
        times = find_times(sentence, published_at)
        places = find_places(sentence, entities)
        events.extend(find_events(sentence, entities, times, places))
        figures.extend(find_figures(sentence))
        all_times.extend(times)
        all_places.extend(places)
    return Facts(tuple(events), tuple(figures), tuple(all_times), tuple(all_places))


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    return any(overlap(span, other) for other in spans)
