"""What a reader asks, from the words typed and the fields of the form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from onrecord_site.newsroom.models import Certainty, Form
from onrecord_site.search.documents import Kind, facet
from onrecord_site.search.full_text import Question
from onrecord_site.search.indexing import first_id
from onrecord_site.search.words import search_words, stems

#: Words of one question; what is beyond is not looked for.
MOST_WORDS = 32
MOST_CHARS = 500
NEWEST = "newest"
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_END = datetime(9999, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(r'(?P<not>-?)(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
#: Filters that only statements answer.
_OF_STATEMENTS = ("certainty", "form")
_CHOICES = {"certainty": Certainty.values, "form": Form.values, "kind": Kind.values}


@dataclass(slots=True)
class Query:
    """A question, understood. `fields` holds one value for each filter in force.

    `problems` are sentences for the reader about what could not be understood; `typed` is what
    stood in the search box.
    """

    typed: str = ""
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    without: list[tuple[str, ...]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    newest: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.phrases and not any(name != "kind" for name in self.fields)

    @property
    def kinds(self) -> list[str]:
        """The kinds of records that can answer, in the order they are shown."""
        if kind := self.fields.get("kind"):
            return [kind]
        only_statements = any(name in self.fields for name in _OF_STATEMENTS)
        return [Kind.STATEMENT] if only_statements else list(Kind.values)

    @property
    def sought(self) -> set[str]:
        """The stems to highlight."""
        return {stem for phrase in self.phrases for stem in phrase}

    def question(self, kind: str) -> Question:
        """Return what is asked of one kind of records."""
        facets = facet("kind", kind)
        for name in ("source", "about", "outlet", *_OF_STATEMENTS):
            if value := self.fields.get(name):
                facets += facet(name, value)
        since, until = self.fields.get("since"), self.fields.get("until")
        # What has no time is left out where times are asked for.
        first = _start(since) if since else _BEGINNING if until else None
        last = _start(until) + timedelta(days=1) if until else _END
        return Question(
            self.phrases,
            self.without,
            facets,
            first_id(first),
            first_id(last) - 1,
            tiered=not self.newest,
        )

    def address(self, **changes: str) -> str:
        """Return the query part of an address that asks this, with these fields otherwise."""
        asked = {"q": self.typed, **self.fields, "sort": NEWEST if self.newest else "", **changes}
        return urlencode({name: value for name, value in asked.items() if value})


def read_query(given: Mapping[str, str]) -> Query:
    """Return the question in the parameters of an address; nothing in them is an error."""
    query = Query(newest=given.get("sort") == NEWEST)
    for name in ("source", "about", "outlet", "certainty", "form", "kind", "since", "until"):
        if value := given.get(name, "").strip()[:MOST_CHARS]:
            _filter(query, name, value)
    typed = " ".join(given.get("q", "")[:MOST_CHARS].split())
    query.typed = " ".join(_read_tokens(query, typed))
    return query


def _read_tokens(query: Query, typed: str) -> Sequence[str]:
    """Sort what was typed into words and filters; return what stays in the search box."""
    left, asking = [], set(search_words()["asking"])
    words: list[tuple[str, ...]] = []
    for match in _TOKEN.finditer(typed):
        name = search_words()["fields"].get((match["field"] or "").lower())
        value = match["phrase"] if match["phrase"] is not None else match["word"]
        if name and value and not match["not"]:
            _filter(query, name, value)
            continue
        left.append(match[0])
        # A colon that means no filter, as in "10:30", parts two words.
        phrase = tuple(stems(f"{match['field'] or ''} {value}"))
        if match["not"] and phrase:
            query.without.append(phrase)
        elif match["phrase"] is not None and phrase:
            query.phrases.append(phrase)
        elif phrase:
            words.append((value.lower().strip("?!.,;:"), *phrase))
    telling = [phrase for plain, *phrase in words if plain not in asking]
    # Who looks for nothing but such words means them.
    kept = telling or ([phrase for _, *phrase in words] if not query.phrases else [])
    query.phrases = [*query.phrases, *(tuple(phrase) for phrase in kept)][:MOST_WORDS]
    return left


def _filter(query: Query, name: str, value: str) -> None:
    """Set a filter, or say why it cannot be."""
    if name in _CHOICES:
        known = search_words()["kinds"] if name == "kind" else {v: v for v in _CHOICES[name]}
        if value.lower() in known:
            query.fields[name] = known[value.lower()]
        else:
            words = {"value": value, "name": name, "choices": ", ".join(known)}
            query.problems.append(
                _("There is no %(name)s “%(value)s”. It can be: %(choices)s.") % words
            )
    elif name in ("since", "until"):
        if _is_day(value):
            query.fields[name] = value
        else:
            query.problems.append(
                _("“%(value)s” is no day. Write it as in 2025-09-28.") % {"value": value}
            )
    elif facet(name, value):
        query.fields[name] = value


def _is_day(value: str) -> bool:
    try:
        return _start(value) < _END
    except ValueError:
        return False


def _start(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min, UTC)
