"""Records as every database can keep them.

PostgreSQL keeps no NUL in text. U+FFFD takes its place, as in HTML (WHATWG, "unexpected null
character"); it is one code point too, so every span stays where it is.
"""

import dataclasses
from typing import Any

from pydantic import TypeAdapter

from onrecord import wire
from onrecord.publishing import Reading

NUL, REPLACEMENT = "\0", "\ufffd"


def storable(reading: Reading) -> Reading:
    """Return the reading without NUL; one that has none comes back as it is."""
    page = reading.capture
    return Reading(
        dataclasses.replace(
            page,
            name=_clean(page.name),
            url=_clean(page.url),
            headers=_clean(dict(page.headers)),
        ),
        _clean_record(wire.ARTICLE, reading.article),
        tuple(_clean_record(wire.STATEMENT, each) for each in reading.statements),
    )


def _clean_record(adapter: TypeAdapter[Any], record: Any) -> Any:
    data = adapter.dump_python(record, mode="json")
    clean = _clean(data)
    if clean == data:
        return record
    # Derived, and no field of the record.
    clean.pop("body", None)
    return adapter.validate_python(clean)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NUL, REPLACEMENT)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(each) for name, each in value.items()}
    return value
