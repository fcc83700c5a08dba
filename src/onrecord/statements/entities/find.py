"""The persons, organisations, places ... of one article, each with all its mentions.

Mentions are joined within the article: a surname with the one full name that ends in it, an
acronym with the name it abbreviates, a country with its other names.
"""

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from onrecord.records import Article, Entity, EntityKind, Span
from onrecord.statements.entities.names import Name, find_names
from onrecord.statements.entities.person_names import find_persons
from onrecord.statements.places import gazetteer
from onrecord.statements.sentences import Sentence

_PARTICLES = frozenset({"of", "the", "and", "for", "in", "on", "de", "la"})
#: A single word in fewer letters is too often an ordinary word to be looked for everywhere.
_SHORTEST_SOUGHT = 4


def find_entities(sentences: Sequence[Sentence], article: Article) -> tuple[Entity, ...]:
    """Find the named things of an article.

    Args:
        sentences: Every sentence of the article's body, headline and captions.
        article: The article; its text gives the mentions.

    Returns:
        Entities in order of their first mention. `name` is the fullest form in the article, for
        a country its usual English name; `id` is made of kind and name, so that it is the same
        when the article is read again. `ids` has the ISO 3166-1 alpha-2 code of a country.
    """
    named = [name for sentence in sentences for name in find_names(sentence)]
    names = _agreed(find_persons(named, sentences))
    groups = _grouped(names)
    others = _other_mentions(sentences, groups, names)
    entities = []
    for index, (fullest, members) in enumerate(groups):
        spans = {member.span for member in members} | others.get(index, set())
        entities.append(_entity(article.text, fullest, tuple(sorted(spans))))
    return tuple(sorted(_distinct(entities), key=lambda entity: entity.mentions[0]))


def _entity(text: str, fullest: Name, mentions: tuple[Span, ...]) -> Entity:
    name = " ".join(fullest.span.of(text).split())
    ids: dict[str, str] = {}
    if fullest.kind == "country" and fullest.code:
        country = gazetteer.country(fullest.code)
        name = country.name if country else name
        ids = {"iso3166": fullest.code}
    elif fullest.kind == "group" and fullest.code:
        ids = {"iso3166": fullest.code}
    elif name.isupper() and (
        " " in name or (fullest.kind == "place" and gazetteer.cities(name.title()))
    ):
        name = name.title()
    return Entity(
        id=f"{fullest.kind}-{_slug(name)}", name=name, kind=fullest.kind, mentions=mentions, ids=ids
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or f"{ord(name[0]):x}"


def _distinct(entities: list[Entity]) -> list[Entity]:
    """Number the ids that two names share."""
    seen: Counter[str] = Counter()
    result = []
    for entity in entities:
        seen[entity.id] += 1
        count = seen[entity.id]
        numbered = f"{entity.id}-{count}" if count > 1 else entity.id
        result.append(
            Entity(
                id=numbered,
                name=entity.name,
                kind=entity.kind,
                mentions=entity.mentions,
                ids=entity.ids,
            )
        )
    return result


def _agreed(names: list[Name]) -> list[Name]:
    """Give each form one kind in the whole article: the one it has most often.

    The kinds of public knowledge win, and a form that is the surname of a person named in full
    is that person.
    """
    votes: dict[str, Counter[EntityKind]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    surnames = {
        name.text.split()[-1] for name in names if name.kind == "person" and " " in name.text
    }
    agreed = []
    for name in names:
        kind = name.kind
        if name.code is None:
            kind = votes[name.text].most_common(1)[0][0]
            if name.text in surnames and kind not in ("country", "group"):
                kind = "person"
        agreed.append(name._replace(kind=kind))
    return agreed


def _grouped(names: list[Name]) -> list[tuple[Name, list[Name]]]:
    """Return the mentions of each thing under its fullest form."""
    forms: dict[tuple[EntityKind, str], list[Name]] = {}
    for name in names:
        words = name.code if name.kind == "country" and name.code else _key(name)
        forms.setdefault((name.kind, words), []).append(name)
    fullest = {key: max(members, key=lambda name: len(name.text)) for key, members in forms.items()}
    owner = {key: key for key in forms}
    for key, form in fullest.items():
        longer = [
            other
            for other, candidate in fullest.items()
            if other != key and other[0] == key[0] and _abbreviates(form, candidate)
        ]
        if len({_key(fullest[other]) for other in longer}) == 1:
            owner[key] = longer[0]
        elif longer and form.kind == "person":
            owner[key] = _one_person(longer, fullest) or key
    groups: dict[tuple[EntityKind, str], list[Name]] = {}
    for key, members in forms.items():
        top = owner[key]
        while owner[top] != top:
            top = owner[top]
        groups.setdefault(top, []).extend(members)
    return [(fullest[key], members) for key, members in groups.items()]


def _one_person(
    keys: list[tuple[EntityKind, str]], fullest: dict[tuple[EntityKind, str], Name]
) -> tuple[EntityKind, str] | None:
    """Return the longest name if all the others are shorter forms of it."""
    longest = max(keys, key=lambda key: len(key[1]))
    name = fullest[longest]
    rest = [key for key in keys if key != longest]
    return longest if all(_abbreviates(fullest[key], name) for key in rest) else None


def _key(name: Name) -> str:
    plain = unicodedata.normalize("NFKD", name.text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(plain.lower().replace("’", "'").replace("-", " ").split())


def _abbreviates(short: Name, long: Name) -> bool:
    """Whether one name is a shorter form of another of the same kind."""
    short_words, long_words = _key(short).split(), _key(long).split()
    if len(short_words) >= len(long_words):
        return False
    if short.kind == "person":
        return _is_part_of_person(short_words, long_words)
    if short.kind == "organisation":
        initials = "".join(word[0] for word in long_words if word not in _PARTICLES)
        letters = short.text.replace(".", "").lower()
        return len(letters) > 1 and short.text.isupper() and letters == initials
    return False


def _is_part_of_person(short: list[str], long: list[str]) -> bool:
    """Whether a surname, a first name in use alone or "Donald Trump" is part of a fuller name."""
    if len(short) == 1:
        return short[0] == long[-1] or (short[0] == long[0] and len(short[0]) >= _SHORTEST_SOUGHT)
    return short[-1] == long[-1] and (short[0] == long[0] or short == long[-len(short) :])


def _other_mentions(
    sentences: Sequence[Sentence], groups: list[tuple[Name, list[Name]]], names: list[Name]
) -> dict[int, set[Span]]:
    """Return where the same forms stand elsewhere, by group, without the model's having seen them.

    A form that two groups share is not looked for. A person's family name is, also where the
    model saw it nowhere.
    """
    owners: dict[str, set[int]] = {}
    for index, (fullest, members) in enumerate(groups):
        for form in {member.text for member in members} | _family_name(fullest):
            owners.setdefault(form, set()).add(index)
    sought = {
        form: min(indexes)
        for form, indexes in owners.items()
        if len(indexes) == 1
        and (len(form) >= _SHORTEST_SOUGHT or (form.isupper() and len(form) > 1))
    }
    found: dict[int, set[Span]] = {}
    if not sought:
        return found
    longest_first = sorted(sought, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    busy = sorted(name.span for name in names)
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            start = sentence.span.start + match.start()
            span = Span(start, start + len(match.group()))
            if not _is_busy(span, busy):
                found.setdefault(sought[match.group()], set()).add(span)
    return found


def _family_name(name: Name) -> set[str]:
    """Return the last word of a person's full name, with the particles before it."""
    words = name.text.split()
    if name.kind != "person" or len(words) == 1:
        return set()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return {" ".join(words[start:]), words[-1]} - {name.text}


def _is_busy(span: Span, busy: list[Span]) -> bool:
    """Whether a span touches one of those that are sorted and do not overlap."""
    place = bisect.bisect_left(busy, (span.end,))
    return place > 0 and busy[place - 1].end > span.start
