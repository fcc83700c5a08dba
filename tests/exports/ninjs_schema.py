"""What the documentation of ninjs 3.0 asks of an item, as far as Onrecord writes one.

Source: https://www.iptc.org/std/ninjs/userguide/. An item has no other properties than the
documented ones, and of the objects in its arrays the same is true.
"""

from datetime import datetime
from urllib.parse import urlsplit

TYPES = {
    "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning",
}  # fmt: skip
TEXTS = {
    "uri", "type", "representationType", "profile", "version", "pubStatus", "copyrightHolder",
    "copyrightNotice", "usageTerms", "edNote", "language", "title", "by", "slugline", "located",
}  # fmt: skip
MOMENTS = {"firstCreated", "versionCreated", "contentCreated", "embargoed", "expires"}
#: The properties of the objects in each array, the required ones first.
ARRAYS = {
    "headlines": ("value", "role", "contentType"),
    "descriptions": ("value", "role", "contentType"),
    "bodies": ("value", "role", "contentType", "charCount", "wordCount"),
    "people": ("", "name", "rel", "uri", "literal", "contactInfo"),
    "organisations": ("", "name", "rel", "uri", "literal", "symbols", "contactInfo"),
    "places": ("", "name", "rel", "uri", "literal", "contactInfo", "geojson"),
    "subjects": ("", "name", "rel", "uri", "literal", "creator", "relevance", "confidence"),
    "events": ("", "id", "name", "rel", "uri", "literal"),
    "infoSources": ("", "name", "role", "uri", "literal", "contactInfo"),
    "altIds": ("", "role", "value"),
    "trustIndicators": ("", "role", "title", "href"),
}


def faults(item: dict, *, associated: bool = False) -> list[str]:
    """Return what is wrong with an item; an associated one also has a name."""
    found = [] if urlsplit(item.get("uri", "")).scheme else ["uri is required and is a URI"]
    if associated and not item.get("name"):
        found.append("an associated item has a name")
    known = {*TEXTS, *MOMENTS, *ARRAYS, "standard", "associations", *(["name"] * associated)}
    found += [f"no such property: {name}" for name in item if name not in known]
    if item.get("type", "text") not in TYPES:
        found.append(f"no such type: {item['type']}")
    for name in MOMENTS & set(item):
        if datetime.fromisoformat(item[name]).tzinfo is None:
            found.append(f"{name} has no zone")
    found += [f"{name} is no text" for name in TEXTS & set(item) if not isinstance(item[name], str)]
    for name in ARRAYS.keys() & item.keys():
        required, *others = ARRAYS[name]
        for each in item[name]:
            if required and required not in each:
                found.append(f"{name} without {required}")
            found += [f"{name} with {key}" for key in each if key not in (required, *others)]
    if set(item.get("standard", {})) - {"name", "version", "schema"}:
        found.append("standard has other properties")
    for each in item.get("associations", []):
        found += faults(each, associated=True)
    return found
