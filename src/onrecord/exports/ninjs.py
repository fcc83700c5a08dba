"""A story as a news item of IPTC's ninjs 3.0, News in JSON.

Source: https://www.iptc.org/std/ninjs/userguide/ and the schema of version 3.0. The story is a
``composite`` item; its reports are associated items, known by their addresses.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import quote

from onrecord.exports.story_records import StoryRecords
from onrecord.records import Article, Place, Statement

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
RIGHTS = (
    "Words of the reports are quoted from their outlets, which hold the rights to them. "
    "Name the outlet and link its report wherever they are used."
)
Item = dict[str, Any]


def items_jsonl(told: Iterable[StoryRecords]) -> bytes:
    """Return one ninjs item for each story, a line each."""
    lines = (json.dumps(ninjs_item(each), ensure_ascii=False) for each in told)
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def ninjs_item(told: StoryRecords) -> Item:
    """Return a story as a ninjs item; what is not known is left out."""
    story = told.story
    summary = [sentence.text for sentence in story.summary if sentence.text]
    languages = {article.language for article in told.articles if article.language}
    item = {
        "uri": told.url or _urn("story", story.id),
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "composite",
        "representationType": "full",
        "profile": "onrecord-story",
        "firstCreated": _moment(story.first_at),
        "versionCreated": _moment(story.last_at),
        "contentCreated": _moment(story.first_at),
        "pubStatus": "usable",
        "language": languages.pop() if len(languages) == 1 else None,
        "title": story.headline,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": story.headline}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": " ".join(summary)}
        ]
        if summary
        else None,
        "bodies": _bodies(told),
        "people": _people(told),
        "organisations": _organisations(told),
        "places": _places(told.statements),
        "subjects": [
            {"name": name, "rel": "about", "literal": f"plover-context:{name}"}
            for name in _each(event.contexts for event in _events(told))
        ],
        "events": _event_names(told),
        "infoSources": [
            {"name": name} for name in _each([article.publisher or ""] for article in told.articles)
        ],
        "usageTerms": RIGHTS,
        "associations": [_association(article) for article in told.articles],
        "altIds": [{"role": "onrecord-story", "value": story.id}],
    }
    return {name: value for name, value in item.items() if value not in (None, [])}


def _bodies(told: StoryRecords) -> list[Item]:
    """One paragraph for each statement whose words may be handed on."""
    lines = [
        f"{_attribution(statement)}: {told.words[statement.id]}"
        for statement in told.statements
        if statement.id in told.words
    ]
    if not lines:
        return []
    text = "\n\n".join(lines)
    return [
        {
            "role": "statements",
            "contentType": "text/plain",
            "charCount": len(text),
            "wordCount": len(text.split()),
            "value": text,
        }
    ]


def _attribution(statement: Statement) -> str:
    name = statement.source.name if statement.source else None
    who = name or ("a speaker not named" if statement.lacks_speaker else "the report itself")
    return f"[{statement.certainty}, {who}]"


def _people(told: StoryRecords) -> list[Item]:
    sources = [each.source for each in told.statements if each.source]
    speak = [source.name for source in sources if source.kind == "person"]
    about = [person.name for person in told.story.people]
    return _related(speak, about)


def _organisations(told: StoryRecords) -> list[Item]:
    sources = [each.source for each in told.statements if each.source]
    speak = [each.name for each in sources if each.kind in ("organisation", "country", "group")]
    about = [
        entity.name
        for article in told.articles
        for entity in article.entities
        if entity.kind == "organisation"
    ]
    return _related(speak, about)


def _related(speak: Iterable[str], about: Iterable[str]) -> list[Item]:
    """Name each once; who speaks is a source, whoever else is named a subject."""
    relations = dict.fromkeys(about, "about") | dict.fromkeys(speak, "source")
    return [{"name": name, "rel": relation} for name, relation in relations.items() if name]


def _places(statements: Iterable[Statement]) -> list[Item]:
    places = {place.name: place for each in statements for place in each.places}
    return [_place(place) for place in places.values()]


def _place(place: Place) -> Item:
    item: Item = {"name": place.name, "rel": "about"}
    if place.lat is not None and place.lon is not None:
        item["geojson"] = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return item


def _events(told: StoryRecords) -> list[Any]:
    return [event for statement in told.statements for event in statement.events]


def _event_names(told: StoryRecords) -> list[Item]:
    names = _each(
        [f"{event.category} ({event.mode})" if event.mode else event.category]
        for event in _events(told)
    )
    return [{"name": name, "rel": "about", "literal": f"plover:{name}"} for name in names]


def _association(article: Article) -> Item:
    item = {
        "name": article.headline or article.publisher or article.id,
        "uri": article.url or _urn("article", article.id),
        "type": "text",
        "representationType": "partial",
        "headlines": [{"value": article.headline}] if article.headline else None,
        "by": ", ".join(author.name for author in article.authors) or None,
        "language": article.language,
        "contentCreated": _moment(article.published_at),
        "versionCreated": _moment(article.updated_at),
        "infoSources": [{"name": article.publisher}] if article.publisher else None,
    }
    return {name: value for name, value in item.items() if value is not None}


def _each(values: Iterable[Iterable[str]]) -> list[str]:
    return [name for name in dict.fromkeys(chain.from_iterable(values)) if name]


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _urn(kind: str, name: str) -> str:
    return f"urn:onrecord:{kind}:{quote(name, safe='')}"
