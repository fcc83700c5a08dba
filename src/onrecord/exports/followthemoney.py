"""Entities of the FollowTheMoney model, one line of JSON each, for Aleph and its kin.

A report is an ``Article``, who speaks or is named a ``Person``, ``Organization`` or
``LegalEntity``, what happened an ``Event``, a name in a report a ``Mention``, and a statement a
``Note`` on its speaker with the report as proof. The JSON is written by the model's documentation
(https://followthemoney.tech), without its library, which has to be compiled.

An id is the SHA-1 of the schema and of what the thing is known by. A name has the same id in every
story and every run; two of the same name are one entity, to be told apart by who knows them.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from onrecord.exports.codes import language_code
from onrecord.exports.story_records import StoryRecords
from onrecord.records import Article, Entity, Event, Statement
from onrecord.stories.dates import bounds

#: Schemas of what speaks or acts; places, laws and products are named by no schema that speaks.
_SCHEMAS = {
    "person": "Person",
    "organisation": "Organization",
    "country": "LegalEntity",
    "group": "LegalEntity",
}

Thing = dict[str, Any]


def entities_jsonl(told: Iterable[StoryRecords]) -> bytes:
    """Return the entities of all stories, each id once."""
    things: dict[str, Thing] = {}
    for each in told:
        for thing in _Story(each).entities():
            _merge(things.setdefault(thing["id"], thing), thing)
    lines = (json.dumps(thing, ensure_ascii=False) for thing in things.values())
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def _merge(kept: Thing, other: Thing) -> None:
    """Add the values of another account of the same thing."""
    for name, values in other["properties"].items():
        known = kept["properties"].setdefault(name, [])
        known.extend(value for value in values if value not in known)


def _thing(schema: str, *key: str, **properties: object) -> Thing:
    """Return an entity; empty properties are left out, and every property is a list of texts."""
    text = json.dumps([schema, *key], ensure_ascii=False)
    kept = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        if filled := [str(each) for each in values if each not in (None, "")]:
            kept[name] = list(dict.fromkeys(filled))
    digest = hashlib.sha1(text.encode(errors="replace"), usedforsecurity=False).hexdigest()
    return {"id": digest, "schema": schema, "properties": kept}


def _named(kind: str, name: str, **properties: object) -> Thing | None:
    schema = _SCHEMAS.get(kind)
    key = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _thing(schema, key, name=name, **properties) if schema and key else None


class _Story:
    """Makes the entities of one story."""

    def __init__(self, told: StoryRecords) -> None:
        self.told = told
        self.reports = {article.id: _report(article) for article in told.articles}

    def entities(self) -> Iterator[Thing]:
        """Yield reports, then names and their mentions, then statements and events."""
        yield from self.reports.values()
        for article in self.told.articles:
            yield from self._names(article)
        for statement in self.told.statements:
            yield from self._statement(statement)

    def _names(self, article: Article) -> Iterator[Thing]:
        for entity in article.entities:
            if named := _entity(entity):
                yield named
                yield self._mention(article.id, entity.name, named)

    def _mention(self, article_id: str, name: str, named: Thing) -> Thing:
        report = self.reports[article_id]["id"]
        return _thing(
            "Mention",
            report,
            named["id"],
            document=report,
            resolved=named["id"],
            name=name,
            detectedSchema=named["schema"],
        )

    def _statement(self, statement: Statement) -> Iterator[Thing]:
        report = self.reports.get(statement.article)
        article = self.told.article_of(statement)
        origin = {
            "proof": report["id"] if report else None,
            "sourceUrl": article.url if article else None,
            "publisher": article.publisher if article else None,
        }
        speaker = self._speaker(statement)
        if speaker:
            yield speaker
            if report and statement.source:
                yield self._mention(statement.article, statement.source.name, speaker)
        yield _thing(
            "Note",
            statement.id,
            name=_caption(statement),
            description=statement.content.text,
            summary=self.told.words.get(statement.id),
            keywords=[statement.certainty, statement.form],
            entity=speaker["id"] if speaker else None,
            **origin,
        )
        for number, event in enumerate(statement.events):
            yield self._event(statement, event, number, origin)

    def _speaker(self, statement: Statement) -> Thing | None:
        source = statement.source
        if source is None:
            return None
        described = source.attribute if source.kind == "person" else None
        return _named(source.kind, source.name, position=described)

    def _event(
        self, statement: Statement, event: Event, number: int, origin: dict[str, Any]
    ) -> Thing:
        days = bounds(event.time)
        first, last = days or (None, None)
        place = next((each for each in statement.places if each.name == event.place), None)
        return _thing(
            "Event",
            statement.id,
            str(number),
            name=f"{event.category} ({event.mode})" if event.mode else event.category,
            summary=statement.content.text,
            date=first if first == last else None,
            startDate=first if first != last else None,
            endDate=last if first != last else None,
            location=event.place,
            country=place.country.lower() if place and place.country else None,
            involved=self._involved(statement, event),
            keywords=[*event.contexts, statement.certainty],
            recordId=statement.id,
            **origin,
        )

    def _involved(self, statement: Statement, event: Event) -> list[str]:
        """Return the ids of those actors and recipients that the report names as entities."""
        article = self.told.article_of(statement)
        entities = {each.id: each for each in article.entities} if article else {}
        found = (
            _entity(entities[each.entity])
            for each in (*event.actors, *event.recipients)
            if each.entity in entities
        )
        return [thing["id"] for thing in found if thing]


def _entity(entity: Entity) -> Thing | None:
    country = entity.ids.get("iso3166")
    return _named(
        entity.kind,
        entity.name,
        country=country.lower() if country else None,
        wikidataId=entity.ids.get("wikidata"),
    )


def _report(article: Article) -> Thing:
    return _thing(
        "Article",
        article.id,
        name=article.headline or article.url or article.id,
        title=article.headline,
        author=[author.name for author in article.authors],
        publisher=article.publisher,
        sourceUrl=article.url,
        language=language_code(article.language),
        publishedAt=_moment(article.published_at),
        modifiedAt=_moment(article.updated_at),
        retrievedAt=_moment(article.fetched_at),
    )


def _caption(statement: Statement) -> str:
    """Return who says something and how surely, in the words of the records."""
    who = statement.source.name if statement.source else "the report itself"
    if statement.lacks_speaker:
        who = "a speaker not named"
    return f"{who}: {statement.certainty}"


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
