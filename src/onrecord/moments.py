"""Moments as people and programs write them."""

from datetime import UTC, datetime


def read_moment(text: str) -> datetime:
    """Return the moment, in UTC, that a date or time of ISO 8601 means.

    Args:
        text: Such as ``2026-01-02`` or ``2026-01-02T10:00+01:00``. A date means its midnight;
            without a zone it is UTC.

    Raises:
        ValueError: It is no date or time, or lies outside the years 1 to 9999.
    """
    try:
        time = datetime.fromisoformat(text.strip())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not an ISO 8601 date or time") from error
