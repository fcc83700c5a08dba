"""Why an article is in its story and not in the next one: what it shares with either."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.stories.clusters import fade
from onrecord.stories.explanation import Placement, Shared
from onrecord.stories.material import Group
from onrecord.stories.similarity import Profile, Vector, place
from onrecord.stories.words import read_words, written_forms

#: As many shared features of each kind are told, those that count most.
_TOLD = 8


def explain_placements(groups: Sequence[Group]) -> list[list[Placement]]:
    """Say for each article of each story what it shares with its own and with the next one."""
    profiles = {each.article.id: each for group in groups for each in group.profiles}
    vectors = {name: place(profile) for name, profile in profiles.items()}
    members = {
        group.story.id: [profile.article.id for profile in group.profiles] for group in groups
    }
    return [
        [_placement(name, group.story.id, members, profiles, vectors) for name in own]
        for group, own in zip(groups, members.values(), strict=True)
    ]


def _placement(
    name: str,
    story: str,
    members: Mapping[str, Sequence[str]],
    profiles: Mapping[str, Profile],
    vectors: Mapping[str, Vector],
) -> Placement:
    means = {
        each: _mean(name, [other for other in articles if other != name], profiles, vectors)
        for each, articles in members.items()
    }
    own = means.pop(story)
    likest = max(means, key=lambda each: (_sum(means[each]), each), default=None)
    near = means[likest] if likest else {}
    return Placement(
        article=name,
        likeness=round(_sum(own), 3) if len(members[story]) > 1 else None,
        shared=_shared(profiles[name], own, _events(name, members[story], profiles)),
        next_story=likest if near else None,
        next_likeness=round(_sum(near), 3) if near else None,
        next_shared=_shared(profiles[name], near, ()),
    )


def _mean(
    name: str, others: Sequence[str], profiles: Mapping[str, Profile], vectors: Mapping[str, Vector]
) -> Vector:
    """What each feature of an article adds to its mean likeness to others."""
    own, found = vectors[name], defaultdict[str, float](float)
    day = _day(profiles[name])
    for other in others:
        left = float(fade(day, _day(profiles[other]))) / len(others)
        for feature in own.keys() & vectors[other].keys():
            found[feature] += own[feature] * vectors[other][feature] * left
    return found


def _day(profile: Profile) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(np.nan if profile.day is None else profile.day)


def _sum(parts: Vector) -> float:
    return sum(parts[feature] for feature in sorted(parts))


def _events(name: str, articles: Sequence[str], profiles: Mapping[str, Profile]) -> tuple[str, ...]:
    """Kinds of events that other reports tell of too; they weigh nothing, being few."""
    others = {feature for each in articles if each != name for feature in profiles[each].counts}
    shared = sorted(feature for feature in others & profiles[name].counts.keys())
    return tuple(event_kind(feature) for feature in shared if feature.startswith("event:"))


def event_kind(feature: str) -> str:
    """Return the kind of event that a feature of a profile stands for: ``RETREAT-release``."""
    return feature.removeprefix("event:").removesuffix("-None")


def _shared(profile: Profile, parts: Vector, events: Sequence[str]) -> Shared:
    kinds: dict[str, Vector] = defaultdict(lambda: defaultdict(float))
    for feature, weight in parts.items():
        kind, _, value = feature.partition(":")
        kinds["word" if kind in {"lead", "name"} else kind][value] += weight
    article = profile.article
    people = {
        words[-1].stem: entity.name
        for entity in article.entities
        if entity.kind == "person" and (words := read_words(entity.name, article.language))
    }
    places = {entity.name.lower(): entity.name for entity in article.entities}
    forms = written_forms(f"{article.headline or ''}\n{article.body}", article.language)
    return Shared(
        people=_first(kinds["person"], people),
        places=_first(kinds["place"], places),
        dates=_first(kinds["date"], {}),
        events=tuple(events[:_TOLD]),
        counts=_first(kinds["count"], {}),
        words=_first(kinds["word"], forms),
    )


def _first(weights: Vector, forms: Mapping[str, str]) -> tuple[str, ...]:
    ordered = sorted(weights, key=lambda value: (-weights[value], value))
    return tuple(forms.get(value, value) for value in ordered[:_TOLD])
