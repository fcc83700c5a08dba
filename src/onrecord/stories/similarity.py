"""How near two articles are, with the reasons: shared people, places, dates, counts, words."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from onrecord.records import Article, Statement
from onrecord.stories.words import Rarity, Word, base_language, read_words

#: Words at the start of the body that count double: news puts the happening first.
_LEAD_WORDS = 60
_LEAD_WEIGHT = 2.0
_HEADLINE_WEIGHT = 2.0
#: What one feature of each kind weighs beside one plain word.
_KIND_WEIGHTS = {"word": 1.0, "name": 0.5, "pair": 0.5, "count": 0.5, "event": 0.5, "date": 0.5}


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as a bag of features, ``kind:value`` to how often it stands there."""

    article: Article
    counts: Mapping[str, float]
    at: datetime | None

    @property
    def language(self) -> str:
        """First subtag of the article's language."""
        return base_language(self.article.language)


def describe(article: Article, statements: Sequence[Statement]) -> Profile:
    """Return the features of an article: words and names, and what its statements tell.

    Words and names are enough: an article without statements has a profile too. `at` is the
    date of publication, else that of the fetch.
    """
    counts: dict[str, float] = defaultdict(float)
    _add_words(counts, read_words(article.headline or "", article.language), _HEADLINE_WEIGHT)
    body = read_words(article.body, article.language)
    _add_words(counts, body[:_LEAD_WORDS], _LEAD_WEIGHT)
    _add_words(counts, body[_LEAD_WORDS:], 1.0)
    for statement in statements:
        for event in statement.events:
            counts[f"event:{event.category}-{event.mode}"] += 1
        for time in statement.times:
            if time.value and time.type == "date":
                counts[f"date:{time.value}"] += 1
        for figure in statement.figures:
            if figure.value is not None and figure.counts:
                head = read_words(figure.counts, article.language)[-1:]
                counts[f"count:{figure.value:g} {''.join(word.stem for word in head)}"] += 1
    return Profile(article, dict(counts), article.published_at or article.fetched_at)


def describe_headline(article: Article) -> Profile:
    """Return the words and names of an article's headline, as `describe` does of the whole."""
    counts: dict[str, float] = defaultdict(float)
    _add_words(counts, read_words(article.headline or "", article.language), 1.0)
    return Profile(article, dict(counts), article.published_at or article.fetched_at)


def _add_words(counts: dict[str, float], words: Sequence[Word], weight: float) -> None:
    for word in words:
        counts[f"word:{word.stem}"] += weight
        if word.text[0].isupper():
            counts[f"name:{word.stem}"] += weight
    for first, second in pairwise(words):
        if first.text[0].isupper() and second.text[0].isupper():
            counts[f"pair:{first.stem} {second.stem}"] += 1.0


Vector = dict[str, float]


class Space:
    """The profiles of a batch as unit vectors, weighed by rarity over the whole batch.

    The cosine of two vectors (Salton and Buckley 1988, logarithmic term frequency) is the
    likeness of two articles. A later measure, such as vectors of a language model, takes the
    place of this class and of nothing else.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._rarity = Rarity(profile.counts for profile in profiles)

    def place(self, profile: Profile) -> Vector:
        """Return the unit vector of a profile; empty where nothing in it has weight."""
        vector = {}
        language = profile.language
        for feature, count in profile.counts.items():
            rarity = self._rarity.weight(feature, language)
            if rarity > 0.0:
                weight = _KIND_WEIGHTS[feature.partition(":")[0]]
                vector[feature] = weight * rarity * (1.0 + math.log(max(count, 1.0)))
        length = math.sqrt(sum(weight * weight for weight in vector.values()))
        return {feature: weight / length for feature, weight in vector.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two unit vectors, 0.0 to 1.0."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
