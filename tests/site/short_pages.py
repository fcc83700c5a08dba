"""Short reports on a fire and a ferry, from page bytes, for the real way through the engine."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from onrecord import pipeline
from onrecord.publishing import Reading
from onrecord.records import Capture

PAGES = {
    "fire1": "Fire at Nordvik paper mill\n\nA fire destroyed the Halvorsen paper mill in Nordvik "
    "on Tuesday, the fire brigade said. Nine people were hurt.",
    "fire2": "Nordvik paper mill burns\n\nFlames at the Halvorsen paper mill in Nordvik were put "
    "out on Tuesday after nine hours. The fire brigade said that nine people were hurt.",
    "fire3": "Fire at Nordvik paper mill\n\nThe Halvorsen paper mill in Nordvik lost its roof in "
    "the fire, mayor Ingrid Solheim said.",
    "ferry1": "Ferry Aurelia aground at Cape Merrow\n\nThe ferry Aurelia ran aground off Cape "
    "Merrow with 61 passengers aboard, the coastguard said.",
    "ferry2": "Ferry Aurelia aground at Cape Merrow\n\nAll 61 passengers of the ferry Aurelia "
    "were taken off near Cape Merrow by the coastguard.",
}
FIRE = frozenset({"fire1", "fire2", "fire3"})
FERRY = frozenset({"ferry1", "ferry2"})


@cache
def read(name: str, text: str = "", day: int = 0) -> Reading:
    """The reading of one page; its address is that of its name, whatever its words."""
    page = Capture(
        name=name,
        url=f"https://{name}.example.org/news/1",
        content=(text or PAGES[name]).encode(),
        media="text",
        fetched_at=datetime(2025, 9, day or 1, tzinfo=UTC),
    )
    (reading,) = pipeline.read_statements([page], _fail)
    return reading


def _fail(name: str, error: Exception) -> None:
    raise AssertionError(name) from error


def article_ids(names: Sequence[str]) -> list[str]:
    return [read(name).article.id for name in names]
