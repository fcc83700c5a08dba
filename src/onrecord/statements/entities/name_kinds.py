"""What kind of thing a name names, by public knowledge and the words of ``offices.toml``."""

import functools

from onrecord.lexicons import lexicon
from onrecord.records import EntityKind
from onrecord.statements.places import gazetteer
from onrecord.statements.sources.people import is_first_name

#: A city so large is more likely meant than an organisation of its bare name.
_KNOWN_CITY = 250_000


@functools.cache
def words_of(table: str, key: str) -> frozenset[str]:
    """Return one list of ``offices.toml``."""
    return frozenset(lexicon("statements/entities/offices.toml")[table][key])


def kind_of(text: str, kind: EntityKind) -> tuple[EntityKind, str | None]:
    """Return the kind that public knowledge gives a name, else the model's, and its country."""
    plain = text if not text.isupper() or len(text) <= 4 else text.title()
    last = text.rsplit(" ", 1)[-1].lower().rstrip(".")
    several = " " in text
    if (code := gazetteer.country_code(plain)) and not (
        kind == "person" and not several and len(text) > 3
    ):
        return "country", code
    if code := gazetteer.country_code(plain):
        return (
            ("country", code)
            if plain not in ("Chad", "Jordan", "Georgia", "Israel")
            else (kind, None)
        )
    if text in words_of("organisations", "names"):
        return "organisation", None
    if code := gazetteer.people_code(plain):
        return "group", code
    if text in words_of("groups", "names"):
        return "group", None
    heads = words_of("organisations", "heads" if kind != "person" else "no_surnames")
    if several and last in heads:
        return "organisation", None
    if several and last in words_of("laws", "heads"):
        return "law", None
    if several and last in words_of("events", "heads") and kind not in ("person", "organisation"):
        return "event", None
    if gazetteer.region(plain) or gazetteer.is_wide(plain):
        return "place", None
    if kind != "place" and not several and (cities := gazetteer.cities(plain)):
        is_known = cities[0].population > _KNOWN_CITY
        return (
            ("place", None)
            if is_known and kind in ("organisation", "product", "group")
            else (kind, None)
        )
    return ("organisation", None) if kind == "group" and text.isupper() else (kind, None)


def known_kind(text: str, *, is_whole: bool) -> tuple[EntityKind, str | None] | None:
    """Return kind and country of words that public knowledge knows for a name, else None.

    Args:
        text: The words.
        is_whole: Whether they are all of a run of words with capitals.
    """
    if text.lower() in words_of("not_names", "words"):
        return None
    plain = text.title() if text.isupper() and len(text) > 4 else text
    if code := gazetteer.country_code(plain):
        return "country", code
    if text in words_of("organisations", "names"):
        return "organisation", None
    if code := gazetteer.people_code(plain):
        return "group", code
    if text in words_of("groups", "names"):
        return "group", None
    if gazetteer.region(plain) or gazetteer.is_wide(plain):
        return "place", None
    if plain != text and gazetteer.cities(plain):  # a dateline: "COLUMBIA --"
        return "place", None
    words = text.split()
    if is_whole and len(words) > 1 and words[-1].lower() in words_of("organisations", "heads"):
        return "organisation", None
    if is_whole and _is_full_name(words):
        return "person", None
    return None


def _is_full_name(words: list[str]) -> bool:
    """Whether words are a known first name and others that name nothing else."""
    if len(words) not in (2, 3) or not is_first_name(words[0]):
        return False
    return not any(
        word.isupper()
        or word.lower() in words_of("organisations", "heads") | words_of("places", "nouns")
        or gazetteer.cities(word)
        or gazetteer.region(word)
        for word in words
    )
