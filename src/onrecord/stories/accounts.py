"""Statements made ready to be compared: their words, voice, date, counts and negations."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from onrecord.block_kinds import BlockKind
from onrecord.lexicons import lexicon
from onrecord.records import Article, Certainty, Event, Span, Statement
from onrecord.stories.actions import name_event, same_deeds
from onrecord.stories.clarity import leans, only_points_back, opens_leaning, pronouns
from onrecord.stories.counting import read_counts
from onrecord.stories.counts import Count
from onrecord.stories.dates import Days, bounds
from onrecord.stories.names import Register
from onrecord.stories.negation import negated_stems
from onrecord.stories.parties import with_party
from onrecord.stories.positions import Position, read_position
from onrecord.stories.told_times import told_times
from onrecord.stories.words import Word, read_words, stop_stems

_QUESTION = re.compile(r"^\W*(?:what|how|why|who|when|where|which)\b|\bwhether\b", re.IGNORECASE)
_CORRECTION = re.compile(
    r"^\W*(?:correction|clarification)\b"
    r"|\b(?:earlier|previous) version of th(?:is|e) (?:story|article|report)",
    re.IGNORECASE,
)
#: A short form behind the name that it stands for; an agency in brackets is a place's dateline.
_IN_BRACKETS = re.compile(r"\s\(([A-Z][\w&-]*[A-Z][\w&-]*)\)")
_BODIES = frozenset({"organisation", "group", "country"})
#: After this long on one day a figure is a newer one and no contradiction.
_HOURS = timedelta(hours=3)
#: Certainties of something that is not claimed to have happened.
OPEN: frozenset[Certainty] = frozenset({"demanded", "conditional", "unclear"})


@dataclass(frozen=True, slots=True)
class Account:
    """One statement with all that comparing it needs.

    `voice` names whom it comes from: two accounts with one voice are one source, whoever prints
    them. `stems` are those of the content's words that carry meaning, `names` those of them
    that are written as names, `opening` that of a capitalised first word, `runs` those of words
    that stand side by side ("political prisoners"), `negated` those that the words deny. `people`
    are the folded names of persons in the content, `days` the time told of, `day` the date of the
    report, `asks` whether the content is worded as a question, as headlines like to be, or leaves
    one, `lands` the countries of the places told of, else the one the story tells of most, and
    `position` where the source stands.
    """

    statement: Statement
    article: Article
    voice: str
    report: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    names: frozenset[str]
    opening: str
    runs: tuple[frozenset[str], ...]
    negated: frozenset[str]
    counts: tuple[Count, ...]
    people: frozenset[str]
    events: Mapping[str, frozenset[str]]
    days: Days | None
    day: date | None
    corrected: bool
    asks: bool
    lands: frozenset[str]
    position: Position

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def telling(self) -> frozenset[str]:
        """The stems without those of numbers: what is said, not how much."""
        return frozenset(stem for stem in self.stems if not stem[0].isdigit())

    @property
    def tells_nothing(self) -> bool:
        """Whether the content only points at what was said before: "disputes that claim"."""
        if self.names or self.counts:
            return False
        return only_points_back(self.statement.content.text, self.telling - _claims())

    @property
    def named_voice(self) -> bool:
        """Whether the statement has a source of its own, not only an outlet."""
        return self.voice.startswith("source:")

    @property
    def is_quoted(self) -> bool:
        """Whether the words stand in quotation marks, in part at least."""
        return self.statement.form in {"quotation", "mixed"}

    @property
    def denied(self) -> bool:
        """Whether the statement as a whole denies its content."""
        return self.statement.certainty == "denied"

    @property
    def is_negative(self) -> bool:
        """Whether by the statement something is not so: by a denial, or in its own words."""
        return self.statement.factuality < 0

    @property
    def negates(self) -> bool:
        """Whether the statement says what is not so: it denies, or its words do, but not both."""
        return self.denied != bool(self.negated)

    @property
    def is_plan(self) -> bool:
        """Whether the statement tells what is meant to happen, not what did."""
        return self.statement.certainty in {"planned", "demanded"}

    @property
    def doubts(self) -> bool:
        """Whether the words negate something about a claim: they do not say what it says."""
        return bool(self.negated) and self.tells_of_claims

    @property
    def tells_of_claims(self) -> bool:
        """Whether the content is about what somebody claims, which need not be so."""
        return bool(self.stems & _claims())

    @property
    def is_uncertain(self) -> bool:
        """Whether the content is wished, supposed or left open: it need not come about."""
        return self.statement.certainty in OPEN or self.statement.certainty == "possible"

    @property
    def is_settled(self) -> bool:
        """Whether the statement commits to its content as a fact or an estimate of one."""
        return self.statement.certainty in {"stated", "confirmed", "believed", "denied"}

    @property
    def has_pronoun_for_source(self) -> bool:
        """Whether the sentence has but a pronoun for its source."""
        source = self.statement.source
        return source is not None and source.text.lower() in pronouns()

    @property
    def leans_on_context(self) -> bool:
        """Whether the sentence points back to another one: by its first words, by a pronoun
        before any name, or by naming its source with one.

        A pronoun in the sentence that opens a report means somebody in it: "a child shot by her
        brother is recovering".
        """
        points_back = opens_leaning if self._opens_body else leans
        return self.has_pronoun_for_source or points_back(self.sentence)

    @property
    def _opens_body(self) -> bool:
        """Whether no other sentence of the first paragraph stands before it."""
        start = self.statement.sentence.start
        first = next((block for block in self.article.blocks if block.kind == "paragraph"), None)
        if first is None or start < first.start:
            return False
        return not self.article.text[first.start : start].strip()

    @property
    def block(self) -> BlockKind | None:
        """The kind of the block that holds the sentence."""
        start = self.statement.sentence.start
        return next((b.kind for b in self.article.blocks if b.start <= start < b.end), None)

    @property
    def tells_news(self) -> bool:
        """Whether the sentence stands at the head of its report: in the headline, or where the
        text begins."""
        if self.block in {"headline", "standfirst"}:
            return True
        body = (b for b in self.article.blocks if b.kind == "paragraph")
        first = next(body, None)
        return first is not None and self.statement.sentence.start < first.end

    @property
    def sentence(self) -> str:
        """The words of the whole sentence."""
        return self.statement.sentence.of(self.article.text).strip()

    @property
    def at(self) -> datetime | None:
        """When the report was published, else fetched."""
        return self.article.published_at or self.article.fetched_at

    @property
    def stands_at(self) -> datetime | None:
        """The time of the words as they stand: that of the last update, if there was one."""
        return self.article.updated_at or self.at

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts accounts by publication, then by place in the article."""
        stamp = self.at.isoformat() if self.at else "9999"
        return stamp, self.article.id, self.statement.content.spans[0].start, self.statement.id


def is_later(one: Account, other: Account) -> bool:
    """Return whether the second account is of a later day, or of some hours later on one day.

    What counts is when the words were last updated, else published.
    """
    first, second = one.stands_at, other.stands_at
    if not first or not second:
        return False
    return first.date() < second.date() or second - first >= _HOURS


def register_names(articles: Sequence[Article], statements: Sequence[Statement]) -> Register:
    """Return the names of persons, bodies and sources of one story."""
    names = [
        (article.id, entity.name)
        for article in articles
        for entity in article.entities
        if entity.kind in {"person", "organisation", "group"}
    ]
    for statement in statements:
        if statement.source:
            names.append((statement.article, statement.source.name))
        names += [(statement.article, name) for event in statement.events for name in _named(event)]
    people = [e.name for article in articles for e in article.entities if e.kind == "person"]
    return Register(names, people, (pair for article in articles for pair in _introduced(article)))


def _introduced(article: Article) -> Iterator[tuple[str, str]]:
    """Yield each short form that a report puts behind a name: "European Union (EU)"."""
    for entity in article.entities:
        if entity.kind in _BODIES:
            for mention in entity.mentions:
                if found := _IN_BRACKETS.match(article.text, mention.end):
                    yield found.group(1), entity.name


def _named(event: Event) -> list[str]:
    return [party.name for party in (*event.actors, *event.recipients) if party.entity]


def make_accounts(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    voices: Mapping[str, str],
    register: Register,
) -> list[Account]:
    """Return the accounts of one story in order of publication.

    Args:
        articles: The articles of the story.
        statements: Theirs, in any order.
        voices: For each article id, whose voice its narration is.
        register: The names of the story.
    """
    by_id = {article.id: article for article in articles}
    people = {
        article.id: [
            (mention, register.resolve(entity.name))
            for entity in article.entities
            if entity.kind == "person"
            for mention in entity.mentions
        ]
        for article in articles
    }
    land = _main_land(statements)
    found = [
        _account(
            statement,
            by_id[statement.article],
            land,
            (_voice(statement, voices, register), voices[statement.article]),
            people[statement.article],
            register,
        )
        for statement in statements
    ]
    return sorted(found, key=lambda account: account.order)


def _lands(statement: Statement) -> frozenset[str]:
    return frozenset(place.country for place in statement.places if place.country)


def _main_land(statements: Sequence[Statement]) -> frozenset[str]:
    """The country that most statements tell of: where that happens which names no place."""
    told = Counter(land for statement in statements for land in _lands(statement))
    return frozenset({min(told, key=lambda land: (-told[land], land))} if told else ())


def _voice(statement: Statement, voices: Mapping[str, str], register: Register) -> str:
    """Whose voice a statement is; a source that has no name is known in its article only."""
    source = statement.source
    if source is None:
        return voices[statement.article]
    if source.kind == "unnamed" and source.entity is None:
        return f"source:{voices[statement.article]}:{register.resolve(source.name)}"
    return "source:" + register.resolve(source.name)


@cache
def _timing() -> frozenset[str]:
    """Stems of the words that say when: days of the week, months, parts of the day."""
    words = " ".join(lexicon("stories/scopes.toml")["timing"]["words"])
    return frozenset(word.stem for word in read_words(words))


def _runs(words: Sequence[Word], text: str) -> tuple[frozenset[str], ...]:
    """Stems of neighbouring words that are neither names nor function words."""
    runs: list[set[str]] = []
    last = -1
    for word in words:
        if word.stem in stop_stems("en") or word.text[0].isupper():
            last = -1
            continue
        if last >= 0 and text[last : word.start] in {" ", "-"}:
            runs[-1].add(word.stem)
        else:
            runs.append({word.stem})
        last = word.end
    return tuple(frozenset(run) for run in runs)


@cache
def _claims() -> frozenset[str]:
    """Stems of the words for what somebody says and need not be so."""
    words = " ".join(lexicon("stories/scopes.toml")["negation"]["claims"])
    return frozenset(word.stem for word in read_words(words))


def _names(words: Sequence[Word]) -> frozenset[str]:
    """Stems of capitalised words; none where nearly all are, as in a headline."""
    capital = [word for word in words if word.text[0].isupper()]
    if len(capital) > 0.7 * len(words) and len(words) > 3:
        return frozenset()
    return frozenset(word.stem for word in capital if word is not words[0])


def _account(
    statement: Statement,
    article: Article,
    land: frozenset[str],
    voices: tuple[str, str],
    people: Sequence[tuple[Span, str]],
    register: Register,
) -> Account:
    language = article.language
    spans = statement.content.spans
    words = [
        Word(word.start + span.start, word.end + span.start, word.text, word.stem)
        for span in spans
        for word in read_words(span.of(article.text), language)
    ]
    at = article.published_at or article.fetched_at
    return Account(
        statement=statement,
        article=article,
        voice=voices[0],
        report=voices[1],
        words=tuple(words),
        stems=same_deeds({word.stem for word in words} - stop_stems("en") - _timing()),
        names=_names(words),
        opening=words[0].stem if words and words[0].text[0].isupper() else "",
        runs=_runs(words, article.text),
        negated=negated_stems(words, article.text),
        counts=tuple(
            with_party(count, statement, article, register)
            for count in read_counts(statement, article)
        ),
        people=frozenset(
            name
            for mention, name in people
            if any(span.start <= mention.start and mention.end <= span.end for span in spans)
        ),
        events=_events(statement, register),
        days=_days(statement, article),
        day=at.date() if at else None,
        corrected=_CORRECTION.search(statement.sentence.of(article.text)) is not None
        or any(
            block.kind == "correction" and block.start <= spans[0].start < block.end
            for block in article.blocks
        ),
        asks=_QUESTION.search(statement.content.text) is not None,
        lands=_lands(statement) or land,
        position=read_position(statement, words),
    )


def _events(statement: Statement, register: Register) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for event in statement.events:
        key = name_event(event)
        names = frozenset(register.resolve(name) for name in _named(event))
        found[key] = found.get(key, frozenset()) | names
    return found


def _days(statement: Statement, article: Article) -> Days | None:
    """The span of all the days that the statement tells of."""
    spans = [days for value in told_times(statement, article) if (days := bounds(value))]
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)
