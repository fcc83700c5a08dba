"""Words that tell of happenings, each with what it can be compared by: sense, names, figures."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Article, Happening, Span, Statement
from onrecord.stories.accounts import register_names
from onrecord.stories.dates import Days, bounds
from onrecord.stories.names import Register
from onrecord.stories.words import Rarity, base_language, read_words

#: Words on each side that stand near a word, and from the first of a phrase to its last.
_NEAR, _REACH = 5, 2
#: A speaker whom nothing names.
UNNAMED = "?"


class Telling(NamedTuple):
    """Where a happening is told: which of the `happenings` of the statement of that id."""

    statement: str
    happening: int


@dataclass(frozen=True, slots=True)
class Told:
    """One word of one article that tells of a happening.

    `tellings` are all statements that hold the word. `article` is the number of the article among
    those compared. `family` stands for the word in all its
    forms, `senses` for what else it may be called. `rarity` is how rare the family is. The bags are
    stems to weights: of the sentence, and of the words nearby. `names` are those of the sentence,
    `before` and `after` the nearest ones of it. `speaker` is whose word it is where it is the cue
    of a statement: "" if it is none, `UNNAMED` if nobody is named.
    """

    tellings: tuple[Telling, ...]
    article: int
    stem: str
    family: str
    senses: frozenset[str]
    rarity: float
    sentence: Mapping[str, float]
    near: Mapping[str, float]
    names: frozenset[str]
    before: str
    after: str
    figures: frozenset[str]
    days: Days | None
    speaker: str
    happened: bool


class _Phrases(NamedTuple):
    """Stems of a first word, and of a second one within reach, to the family they make."""

    families: Mapping[tuple[str, str], str]
    first: frozenset[str]
    second: frozenset[str]


@cache
def _families() -> dict[str, str]:
    """The stem of each form, with the name of its family."""
    return {
        word.stem: name
        for name, forms in _lexicon()["families"].items()
        for form in forms
        for word in read_words(form)
    }


@cache
def _senses() -> dict[str, frozenset[str]]:
    """The family of each word, with the names of the lists it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, forms in _lexicon()["synonyms"].items():
        for form in forms:
            found[_family(read_words(form)[0].stem)].add(f"sense:{name}")
    return {family: frozenset(names) for family, names in found.items()}


def senses(stem: str) -> tuple[str, ...]:
    """Return what the word of a stem may be called: its family, then the lists it stands in."""
    family = _family(stem)
    return family, *sorted(_senses().get(family, ()))


@cache
def _phrases() -> _Phrases:
    families = {}
    for name, phrases in _lexicon()["phrases"].items():
        for phrase in phrases:
            first, second = (word.stem for word in read_words(phrase))
            families[_family(first), second] = _family(name)
    return _Phrases(
        families,
        frozenset(first for first, _ in families),
        frozenset(second for _, second in families),
    )


@cache
def _light() -> frozenset[str]:
    """The families that tell of no happening by themselves."""
    return frozenset(_family(read_words(form)[0].stem) for form in _lexicon()["light"]["words"])


def _lexicon() -> dict[str, dict[str, list[str]]]:
    return lexicon("stories/happenings.toml")


def _family(stem: str) -> str:
    return _families().get(stem, stem)


class _Lines:
    """The words of one article and the names in it, by their places."""

    def __init__(self, article: Article, number: int, register: Register) -> None:
        self.number = number
        self.words = read_words(article.text, article.language)
        self.language = base_language(article.language)
        self._starts = [word.start for word in self.words]
        self._names = sorted(
            (mention.start, mention.end, register.resolve(entity.name))
            for entity in article.entities
            for mention in entity.mentions
        )

    def places(self, span: Span) -> range:
        """Return the places of the words that begin in a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def at(self, span: Span) -> int | None:
        """Return the place of the word that a span begins in."""
        place = bisect_right(self._starts, span.start) - 1
        return place if place >= 0 and span.start < self.words[place].end else None

    def names(self, span: Span) -> list[tuple[int, int, str]]:
        """Return the names that begin in a span: start, end, whom they mean."""
        first = bisect_left(self._names, (span.start, 0, ""))
        return self._names[first : bisect_left(self._names, (span.end, 0, ""))]

    def sense(self, place: int) -> tuple[int, str]:
        """Return the family of a word, and of which word: the first one of a phrase."""
        known = _phrases()
        for first in range(max(0, place - _REACH), place + 1):
            family = _family(self.words[first].stem)
            if family not in known.first:
                continue
            for second in self.words[max(first + 1, place) : first + 1 + _REACH]:
                whole = known.families.get((family, second.stem))
                if whole and (first == place or second is self.words[place]):
                    return first, whole
        return place, _family(self.words[place].stem)


def read_told(articles: Sequence[Article], statements: Sequence[Statement]) -> list[Told]:
    """Return every word of the articles that tells of a happening, in their order.

    Words such as "is" that only link others are left out.

    Args:
        articles: The reports of one story, each id once.
        statements: Theirs, in any order.
    """
    register = register_names(articles, statements)
    lines = [_Lines(article, number, register) for number, article in enumerate(articles)]
    rarity = Rarity([word.stem for word in one.words] for one in lines)
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        stated[statement.article].append(statement)
    return [
        told
        for article, one in zip(articles, lines, strict=True)
        for told in _told(one, stated[article.id], rarity, register)
    ]


def weigh_articles(articles: Sequence[Article]) -> list[dict[str, float]]:
    """Return each article as a bag of stems with weights: square root of how often, by rarity."""
    bags = [Counter(word.stem for word in read_words(a.text, a.language)) for a in articles]
    rarity = Rarity(bags)
    return [
        {
            stem: count**0.5 * rarity.weight(stem, base_language(article.language))
            for stem, count in bag.items()
        }
        for article, bag in zip(articles, bags, strict=True)
    ]


class _Holder(NamedTuple):
    """A happening of a statement."""

    statement: Statement
    number: int

    @property
    def happening(self) -> Happening:
        return self.statement.happenings[self.number]


def _told(
    lines: _Lines, statements: Sequence[Statement], rarity: Rarity, register: Register
) -> Iterator[Told]:
    holders = [
        _Holder(statement, number)
        for statement in statements
        for number in range(len(statement.happenings))
    ]
    words: dict[tuple[int, str], list[_Holder]] = defaultdict(list)
    for holder in sorted(holders, key=lambda one: (one.happening.span, one.statement.id)):
        place = lines.at(holder.happening.span)
        if place is not None:
            words[lines.sense(place)].append(holder)
    for (place, family), held in sorted(words.items()):
        if family not in _light():
            yield _describe(lines, place, family, held, rarity, register)


def _describe(
    lines: _Lines,
    place: int,
    family: str,
    holders: Sequence[_Holder],
    rarity: Rarity,
    register: Register,
) -> Told:
    span, sentence = holders[0].happening.span, holders[0].statement.sentence
    stem = lines.words[place].stem
    inside = lines.places(sentence)
    near = range(max(inside.start, place - _NEAR), min(inside.stop, place + 1 + _NEAR))
    names = lines.names(sentence)

    def bag(places: range) -> dict[str, float]:
        stems = {lines.words[one].stem for one in places if one != place} - {stem}
        weighed = ((_family(one), rarity.weight(one, lines.language)) for one in stems)
        return {key: weight for key, weight in weighed if weight}

    return Told(
        tellings=tuple(Telling(one.statement.id, one.number) for one in holders),
        article=lines.number,
        stem=stem,
        family=family,
        senses=frozenset(senses(family)),
        rarity=rarity.weight(stem, lines.language),
        sentence=bag(inside),
        near=bag(near),
        names=frozenset(name for _, _, name in names),
        before=next((name for _, end, name in reversed(names) if end <= span.start), ""),
        after=next((name for start, _, name in names if start >= span.end), ""),
        figures=frozenset(
            f"{figure.value:g}"
            for one in holders
            for figure in one.statement.figures
            if figure.value is not None
        ),
        days=_days([one.statement for one in holders]),
        speaker=_speaker(holders, register),
        happened=holders[0].happening.factuality > 0,
    )


def _speaker(holders: Sequence[_Holder], register: Register) -> str:
    for one in holders:
        cue, source = one.statement.cue, one.statement.source
        start = one.happening.span.start
        if cue and any(span.start <= start < span.end for span in cue.spans):
            return register.resolve(source.name) if source else UNNAMED
    return ""


def _days(statements: Sequence[Statement]) -> Days | None:
    spans = [
        days
        for statement in statements
        for time in statement.times
        if time.type in {"date", "time"} and (days := bounds(time.value))
    ]
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)
