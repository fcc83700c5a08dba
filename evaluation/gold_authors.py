"""The persons that the gold of a page names as its authors.

Gold comes as a list (``authors``) or as one string as it is printed (``author``): "Ana Ruiz, MD
and Tom Okafor". Degrees and jobs are no part of a name, and the outlet ("The Courier Team"), a
desk or a login ("sruiz") is no person: a page signed so has nobody to be found.
"""

import re
from typing import Any

_BY = re.compile(r"^by\s+", re.IGNORECASE)
_PART = re.compile(r"\s*(?:[,;|]|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_OUTLET_SUFFIX = re.compile(r"\s+for (?:the )?[A-Z].*$", re.IGNORECASE)
#: Words of outlets, desks, organisations and jobs.
_NO_PERSON = re.compile(
    r"\b(?:team|staff|desk|editors?|editorial|contributors?|press|agenc(?:y|ies)|news|online|media"
    r"|store|shop|company|group|inc|llc|ltd|corp|university|college|institute|school|academy"
    r"|cent(?:er|re)|association|society|foundation|department|office|committee|council|board"
    r"|health|clinic|hospital|insurance|associates|solutions|services?|systems|studios?|global"
    r"|official|magazine|journal|times|daily|weekly|blog|guest|admin|support|community|network"
    r"|manager|director|founder|ceo|officer|specialist|strategist|consultant|coach|dietitian"
    r"|nutritionist|nurse|clinician|professor|engineer|developer|analyst|designer|attorney"
    r"|writer|reporter|author|president|vice|senior|chief|lead|owner|advis[oe]r|planner|marketer"
    r"|marketing|content|product|columnist|correspondent|journalist|expert|edited|from|home)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[@(\d]")
_DEGREE = re.compile(r"\s+[A-Z][A-Z.]{1,5}$")


def gold_authors(gold: dict[str, Any], domain: str) -> set[str] | None:
    """Return the persons named, in lower case, maybe none; None where the gold says nothing."""
    entries = gold.get("authors") or ([gold["author"]] if gold.get("author") else [])
    if not entries:
        return None
    host = _letters(domain.rsplit(".", 1)[0])
    parts = (part.strip() for entry in entries for part in _PART.split(_BY.sub("", entry)))
    return {_plain(part).lower() for part in parts if _is_person(part, host)}


def _plain(part: str) -> str:
    return " ".join(_OUTLET_SUFFIX.sub("", _DEGREE.sub("", part)).split())


def _is_person(part: str, host: str) -> bool:
    """Whether a part of a byline is a person's name.

    One word is, if it is written as a name and is not that of the site ("EcoFlow").
    """
    if _NO_PERSON.search(part) or _NO_NAME.search(part) or not part:
        return False
    if " " in part:
        return not part.isupper() or len(part) > 8
    return part.istitle() and _letters(part) != host


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
