"""Words, dates and figures as people read them in a terminal."""

from datetime import datetime

from rich.text import Text

from onrecord.cli.plain import plain


def words(text: str | None, style: str = "") -> Text:
    """Return words of a page for a terminal: no markup, no control characters."""
    return Text(plain(text or ""), style)


def day(time: datetime | None) -> str:
    """Return the date of a time in UTC, such as ``11 Sep 2025``; empty where it is unknown."""
    return f"{time.day} {time:%b %Y}" if time else ""


def amount(value: float | None, low: float | None, high: float | None, unit: str | None) -> str:
    """Return a figure as people write it: ``52``, ``4 %``, ``40 to 60``; empty where unknown."""
    if value is not None:
        shown = f"{value:,.10g}"
    elif low is not None and high is not None:
        shown = f"{low:,.10g} to {high:,.10g}"
    elif low is not None or high is not None:
        shown = f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}"
    else:
        return ""
    return f"{shown} %" if unit == "percent" else f"{shown} {unit}" if unit else shown
