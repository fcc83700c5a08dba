"""Full-text search of the database itself: FTS5 of SQLite, `tsvector` of PostgreSQL.

Both hold the same: for each document its words, which are stems already, in three fields of
falling weight, and its facets, which are words too. A search is a boolean question, and what it
finds comes in tiers: first what has all words in the title, then in title or lead, then
anywhere. Within a tier the newest come first. So the order can be told to readers, and is the
same on both databases.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection

#: Documents found at most; what is beyond is found by a narrower question.
MOST_FOUND = 1000


class Words(NamedTuple):
    """The words of one document: stems and facets, separated by spaces."""

    id: int
    title: str
    lead: str
    body: str
    facets: str


class Question(NamedTuple):
    """What is looked for. A phrase is a tuple of stems that follow one another.

    All `phrases` and `facets` must be there and none of `without`; ids lie in `first` to `last`.
    At least one facet is given. `tiered` is whether better matches come before newer ones.
    """

    phrases: Sequence[tuple[str, ...]]
    without: Sequence[tuple[str, ...]]
    facets: Sequence[str]
    first: int
    last: int
    tiered: bool


class FullText(Protocol):
    """One database's search."""

    def put(self, words: Iterable[Words]) -> None:
        """Add the words of documents that are there and have none. They go with the document."""

    def question(self, asked: Question, tier: int) -> str:
        """Write what tier `tier` asks, in the database's own language, and no tier before it."""

    #: Finds the ids of one tier; takes the question, the first id, the last one and the most.
    one_tier: str


class Fts5:
    """SQLite: a table beside the documents, with the same ids, whose rows go with theirs."""

    _columns = ("title", "title lead", "title lead body")
    one_tier = (
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH %s"
        " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
    )

    def put(self, words: Iterable[Words]) -> None:
        """Insert rows."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, lead, body, facets)"
                " VALUES (%s, %s, %s, %s, %s)",
                words,
            )

    def question(self, asked: Question, tier: int) -> str:
        """Write a query of FTS5: columns before a colon, phrases in quotation marks."""
        facets = f"{{facets}} : ({' AND '.join(_quoted([each]) for each in asked.facets)})"
        here = self._where(asked.phrases, tier, "AND")
        refused = [self._where(asked.without, 2, "OR")] if asked.without else []
        if here and tier and asked.tiered:
            refused.append(self._where(asked.phrases, tier - 1, "AND"))
        wanted = f"({facets}) AND ({here})" if here else f"({facets})"
        for each in refused:
            wanted = f"({wanted}) NOT ({each})"
        return wanted

    def _where(self, phrases: Sequence[tuple[str, ...]], tier: int, joined: str) -> str:
        if not phrases:
            return ""
        words = f" {joined} ".join(_quoted(phrase) for phrase in phrases)
        return f"{{{self._columns[tier]}}} : ({words})"


class TsVector:
    """PostgreSQL: one column of the documents' table, made of all four fields."""

    _weights = ("A", "AB", "ABC")
    one_tier = (
        "SELECT id FROM search_document WHERE words @@ to_tsquery('simple', %s)"
        " AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s"
    )

    def put(self, words: Iterable[Words]) -> None:
        """Fill the column."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_document SET words ="
                " setweight(to_tsvector('simple', %s), 'A')"
                " || setweight(to_tsvector('simple', %s), 'B')"
                " || setweight(to_tsvector('simple', %s), 'C')"
                " || setweight(to_tsvector('simple', %s), 'D') WHERE id = %s",
                [(each.title, each.lead, each.body, each.facets, each.id) for each in words],
            )

    def question(self, asked: Question, tier: int) -> str:
        """Write a `tsquery`: weights behind a colon, phrases by `<->`."""
        wanted = [f"'{each}':D" for each in asked.facets]
        if asked.phrases:
            wanted.append(self._where(asked.phrases, tier, "&"))
        if asked.without:
            wanted.append(f"!{self._where(asked.without, 2, '|')}")
        if asked.phrases and tier and asked.tiered:
            wanted.append(f"!{self._where(asked.phrases, tier - 1, '&')}")
        return " & ".join(wanted)

    def _where(self, phrases: Sequence[tuple[str, ...]], tier: int, joined: str) -> str:
        weights = self._weights[tier]
        each = ("(" + " <-> ".join(f"'{w}':{weights}" for w in phrase) + ")" for phrase in phrases)
        return f"({f' {joined} '.join(each)})"


def full_text() -> FullText:
    """Return the search of the database in use."""
    return TsVector() if connection.vendor == "postgresql" else Fts5()


def find(questions: Mapping[str, Question]) -> dict[str, list[int]]:
    """Return what answers each question, by its name: ids, best first.

    One that has more than `MOST_FOUND` answers has some more than that, and not all. There are
    three queries of the database at most.
    """
    found: dict[str, list[int]] = {name: [] for name in questions}
    for tier in range(3):
        asked = {
            name: question
            for name, question in questions.items()
            if len(found[name]) <= MOST_FOUND and _has_tier(question, tier)
        }
        for name, ids in _find_tier(asked, tier).items():
            found[name] += ids
    return found


def _has_tier(asked: Question, tier: int) -> bool:
    """Where nothing is better than anything else, all stands in the last tier."""
    return tier == 2 or (asked.tiered and bool(asked.phrases))


def _find_tier(questions: Mapping[str, Question], tier: int) -> dict[str, list[int]]:
    engine = full_text()
    found: dict[str, list[int]] = {name: [] for name in questions}
    parts: list[str] = []
    parameters: list[Any] = []
    for name, asked in questions.items():
        # Only constants are put together here; all that is asked goes in as a parameter.
        parts.append(f"SELECT %s AS name, id FROM ({engine.one_tier}) AS part_{len(parts)}")  # noqa: S608
        words = engine.question(asked, tier)
        parameters += [name, words, asked.first, asked.last, MOST_FOUND + 1]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), parameters)
            for name, key in cursor.fetchall():
                found[name].append(key)
    return {name: sorted(ids, reverse=True) for name, ids in found.items()}


def _quoted(phrase: Iterable[str]) -> str:
    """Stems are letters and digits alone, so nothing in them needs escaping."""
    return f'"{" ".join(phrase)}"'
