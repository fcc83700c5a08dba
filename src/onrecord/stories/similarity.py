"""What an article tells, as a bag of features, and how like two such bags are."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

from onrecord.records import Article, Statement
from onrecord.stories.words import Rarity, Word, base_language, read_words

#: Words at the start of the body that count double: news puts the happening first.
_LEAD_WORDS = 60
_LEAD_WEIGHT = 2.0
_HEADLINE_WEIGHT = 2.0
#: A word is a name where it is written small in at most one of this many uses.
_SELDOM_SMALL = 5
#: Kinds of features that are compared as one group.
_GROUPS = {
    "word": "words",
    "lead": "lead",
    "name": "names",
    "person": "facts",
    "place": "facts",
    "date": "facts",
    "count": "facts",
}
#: What each group counts for in the whole; names and facts share what they know.
_SHARES = {"words": 1.0, "lead": 1.0, "names": 0.5, "facts": 0.5}
#: As many features of each group are kept, the weightiest. 32 do as well as all on the gold.
_GROUP_FEATURES = 48
_LAST = datetime.max.replace(tzinfo=UTC)

Vector = dict[str, float]


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

    @property
    def day(self) -> float | None:
        """Days since 1970 of the publication; None where nothing tells it."""
        return self.at.timestamp() / 86_400.0 if self.at else None


def order_of_publication(profile: Profile) -> tuple[datetime, str]:
    """Return the key that sorts articles by publication; those without a date come last."""
    return profile.at or _LAST, profile.article.id


def describe(
    article: Article,
    statements: Sequence[Statement],
) -> Profile:
    """Return the features of an article: words and names, and what its statements tell.

    Words and names are enough: an article without statements has a profile too. `at` is the
    date of publication, else that of the fetch.
    """
    counts: dict[str, float] = defaultdict(float)
    headline = read_words(article.headline or "", article.language)
    body = read_words(article.body, article.language)
    _count(counts, "word", headline, _HEADLINE_WEIGHT)
    _count(counts, "word", body[:_LEAD_WORDS], _LEAD_WEIGHT)
    _count(counts, "word", body[_LEAD_WORDS:], 1.0)
    _count(counts, "lead", [*headline, *body[:_LEAD_WORDS]], 1.0)
    _count_names(counts, body)
    _count_facts(counts, article, statements)
    return Profile(article, dict(counts), article.published_at or article.fetched_at)


def describe_headline(article: Article) -> Profile:
    """Return the words of an article's headline, as `describe` does of the whole."""
    counts: dict[str, float] = defaultdict(float)
    _count(counts, "word", read_words(article.headline or "", article.language), 1.0)
    return Profile(article, dict(counts), article.published_at or article.fetched_at)


def _count(counts: dict[str, float], kind: str, words: Iterable[Word], weight: float) -> None:
    for word in words:
        counts[f"{kind}:{word.stem}"] += weight


def _count_names(counts: dict[str, float], body: Sequence[Word]) -> None:
    """Count words of the body that are seldom written small; headlines write all words large."""
    uses = Counter(word.stem for word in body)
    large = Counter(word.stem for word in body if word.text[0].isupper())
    names = {
        stem for stem, count in large.items() if _SELDOM_SMALL * (uses[stem] - count) <= uses[stem]
    }
    for stem in names:
        counts[f"name:{stem}"] += large[stem]
    for first, second in pairwise(body):
        if first.stem in names and second.stem in names:
            counts[f"pair:{first.stem} {second.stem}"] += 1.0


def _count_facts(
    counts: dict[str, float], article: Article, statements: Sequence[Statement]
) -> None:
    for entity in article.entities:
        if entity.kind == "person" and (words := read_words(entity.name, article.language)):
            counts[f"person:{words[-1].stem}"] += len(entity.mentions)
        elif entity.kind == "place":
            counts[f"place:{entity.name.lower()}"] += len(entity.mentions)
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


@cache
def _background() -> Rarity:
    """How rare words are in the news at large, whatever else was read with them."""
    return Rarity(())


def place(profile: Profile) -> Vector:
    """Return the unit vector of a profile; empty where nothing in it has weight.

    Each group of features (all words, those of headline and lead, names, facts) makes up a fixed
    share of the vector, so that the cosine of two vectors is the weighted mean of the cosines of
    their groups (Salton and Buckley 1988, logarithmic term frequency). Rarity comes from the table
    of common words alone: what two articles are to each other does not hang on what else is read.
    """
    groups: dict[str, list[tuple[float, str]]] = defaultdict(list)
    rarity, language = _background(), profile.language
    for feature, count in profile.counts.items():
        group = _GROUPS.get(feature.partition(":")[0])
        if group and (weight := rarity.weight(feature, language)) > 0.0:
            groups[group].append((weight * (1.0 + math.log(max(count, 1.0))), feature))
    vector: Vector = {}
    whole = sum(_SHARES[group] for group in groups)
    for group, found in sorted(groups.items()):
        kept = sorted(found, key=lambda each: (-each[0], each[1]))[:_GROUP_FEATURES]
        squares = sum(weight * weight for weight, _ in kept)
        length = math.sqrt(squares * whole / _SHARES[group])
        vector.update((feature, weight / length) for weight, feature in kept)
    return vector


def cosine(one: Vector, other: Vector) -> float:
    """Return the likeness of two unit vectors, 0.0 to 1.0."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
