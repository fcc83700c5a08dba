"""Why an article is in its story and not in the next one: what it shares with either."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.records import Article, Statement, Story
from onrecord.stories.clusters import fade
from onrecord.stories.similarity import Profile, Vector, describe, place
from onrecord.stories.words import read_words

#: As many shared features of each kind are told, those that count most.
_TOLD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What an article has in common with other articles, the weightiest first.

    `words` are as the article writes them, names among them; `counts` are a value and the stem of
    what is counted; `dates` are EDTF, `events` a category of PLOVER and a mode.
    """

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Why one article is in its story.

    `likeness`, 0.0 to 1.0, is the mean to the other articles of the story, faded by the days
    between; None for an article that stands alone. `next_story` is the story that it is liker to
    than to any other one.
    """

    article: str
    story: str
    likeness: float | None
    shared: Shared
    next_story: str | None = None
    next_likeness: float | None = None
    next_shared: Shared = Shared()


def explain_stories(
    stories: Sequence[Story], articles: Sequence[Article], statements: Sequence[Statement]
) -> list[Placement]:
    """Say for each article of the stories what it shares with its own and with the next one.

    Args:
        stories: As `group_stories` returns them.
        articles: Those of the stories.
        statements: Those of the articles.
    """
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        stated[statement.article].append(statement)
    profiles = {article.id: describe(article, stated[article.id]) for article in articles}
    vectors = {name: place(profile) for name, profile in profiles.items()}
    placements = []
    for story in stories:
        for name in story.articles:
            means = {
                each.id: _mean(name, [other for other in each.articles if other != name],
                               profiles, vectors)
                for each in stories
            }  # fmt: skip
            own = means.pop(story.id)
            likest = max(means, key=lambda each: (_sum(means[each]), each), default=None)
            near = means[likest] if likest else {}
            placements.append(
                Placement(
                    article=name, story=story.id,
                    likeness=round(_sum(own), 3) if len(story.articles) > 1 else None,
                    shared=_shared(profiles[name], own, _events(name, story, profiles)),
                    next_story=likest if near else None,
                    next_likeness=round(_sum(near), 3) if near else None,
                    next_shared=_shared(profiles[name], near, ()),
                )
            )  # fmt: skip
    return placements


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


def _events(name: str, story: Story, profiles: Mapping[str, Profile]) -> tuple[str, ...]:
    """Kinds of events that other reports tell of too; they weigh nothing, being few."""
    others = {
        feature for each in story.articles if each != name for feature in profiles[each].counts
    }
    shared = sorted(feature for feature in others & profiles[name].counts.keys())
    return tuple(feature[6:] for feature in shared if feature.startswith("event:"))


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
    text = f"{article.headline or ''}\n{article.body}"
    forms = {word.stem: word.text for word in reversed(read_words(text, article.language))}
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
