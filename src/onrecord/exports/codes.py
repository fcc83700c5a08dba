"""Codes of languages and countries as other formats want them, and days of vague dates."""

import pycountry

from onrecord.stories.dates import bounds


def language_code(tag: str | None) -> str | None:
    """Return the three letters of ISO 639-3 for a BCP 47 tag."""
    found = pycountry.languages.get(alpha_2=tag.split("-")[0].lower()) if tag else None
    return str(found.alpha_3) if found else None


def country_code(alpha_2: str | None) -> str | None:
    """Return the three letters of ISO 3166-1 for its two."""
    found = pycountry.countries.get(alpha_2=alpha_2.upper()) if alpha_2 else None
    return str(found.alpha_3) if found else None


def only_day(edtf: str | None) -> str | None:
    """Return the day that an EDTF value names; ``None`` where it names none, or several."""
    days = bounds(edtf)
    return days[0].isoformat() if days and days[0] == days[1] else None
