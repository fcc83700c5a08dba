"""Capture to Article."""

from datetime import datetime

from onrecord.records import Article, Capture


def read(
    page: str | bytes | Capture,
    *,
    url: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
) -> Article:
    raise NotImplementedError
