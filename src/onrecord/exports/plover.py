"""Events as rows of POLECAT, the data set that is coded by PLOVER.

The columns are those of POLECAT's yearly files (doi:10.7910/DVN/AJGVIT), the categories, modes,
contexts and sectors those of the PLOVER manual (https://github.com/openeventdata/PLOVER).
What Onrecord does not find out is ``null``: intensities, Wikipedia and GeoNames ids, titles,
districts. Where POLECAT takes the day of publication for a day that the text does not give, the
day is ``null`` here. A statement says more than POLECAT has columns for: who says that the event
happened, and how surely; that stands in the fields that begin with ``Statement``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.codes import country_code, only_day
from onrecord.exports.story_records import StoryRecords
from onrecord.records import Article, Event, Participant, Place

#: Cooperation or conflict, in words or in deeds, by the quad categories of the manual.
QUAD_CODES = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD_OF = {category: quad for quad, row in QUAD_CODES.items() for category in row}
_NAMED = {
    "Story People": ("person",),
    "Story Organizations": ("organisation",),
    "Story Locations": ("place", "country"),
}


def events_jsonl(told: Iterable[StoryRecords]) -> bytes:
    """Return one line of JSON for each event of each statement."""
    lines = (json.dumps(row, ensure_ascii=False) for each in told for row in event_rows(each))
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def event_rows(told: StoryRecords) -> Iterator[dict[str, Any]]:
    """Yield one row for each event, with the columns of POLECAT in their order."""
    for statement in told.statements:
        article = told.article_of(statement)
        for number, event in enumerate(statement.events):
            yield {
                "Event ID": f"{statement.id}:{number}",
                **_event(event),
                **_side("Actor", event.actors),
                **_side("Recipient", event.recipients),
                **_place(event, statement.places),
                **_report(article),
                "Statement ID": statement.id,
                "Statement Source": statement.source.name if statement.source else None,
                "Statement Form": statement.form,
                "Statement Certainty": statement.certainty,
                "Statement Factuality": statement.factuality,
                "Statement URL": told.links.get(statement.id),
                "Story ID": told.story.id,
            }


def _event(event: Event) -> dict[str, Any]:
    return {
        "Event Date": only_day(event.time),
        "Event Date Raw": event.time,
        "Event Type": event.category,
        "Event Mode": event.mode,
        "Intensity": None,
        "Quad Code": _QUAD_OF.get(event.category),
        "Contexts": "; ".join(event.contexts) or None,
    }


def _side(name: str, participants: tuple[Participant, ...]) -> dict[str, Any]:
    sectors = [each.sector for each in participants if each.sector]
    countries = [code for each in participants if (code := country_code(each.country))]
    return {
        f"{name} Name": _joined(each.name for each in participants),
        f"{name} Country": _joined(countries),
        f"{name} COW": None,
        f"Primary {name} Sector": sectors[0] if sectors else None,
        f"{name} Sectors": _joined(sectors),
        f"{name} Title": None,
        f"{name} Name Raw": _joined(each.text for each in participants),
        f"Wikipedia {name} ID": None,
    }


def _joined(values: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def _place(event: Event, places: tuple[Place, ...]) -> dict[str, Any]:
    place = next((each for each in places if each.name == event.place), None)
    city = event.place if place and place.precision == "city" else None
    return {
        "Placename": event.place,
        "City": city,
        "District": None,
        "Province": event.place if place and place.precision == "region" else None,
        "Country": country_code(place.country) if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": None,
        "Raw Placename": event.place,
        "Feature Type": place.precision if place else None,
    }


def _report(article: Article | None) -> dict[str, Any]:
    published = article.published_at if article else None
    entities = article.entities if article else ()
    return {
        "Source": article.publisher if article else None,
        "Publication Date": published.date().isoformat() if published else None,
        **{
            column: _joined(each.name for each in entities if each.kind in kinds)
            for column, kinds in _NAMED.items()
        },
        "Language": article.language if article else None,
        "Version": None,
    }
