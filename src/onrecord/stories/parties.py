"""Whom a figure is told of: the party that has the seats, the votes or the share."""

import re
from dataclasses import replace

from onrecord.records import Article, Span, Statement
from onrecord.stories.actions import clause_around
from onrecord.stories.counts import Count
from onrecord.stories.names import Register
from onrecord.stories.words import read_words

_OF = re.compile(r"\W+of(?:\W+the)?\W+")
#: A party told of by the noun of its name: "the party", "the bloc".
_DEFINITE = re.compile(r"\bthe ([a-z]+)\b")
_PARTIES = frozenset({"person", "organisation", "group", "country"})
#: Before a party that something goes to or comes from: "exports to China fell by 9%".
_TOWARDS = re.compile(r"\b(?:to|from|with|against|into|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_OWNING = re.compile(r"['’]s?\b|['’]")


def with_party(count: Count, statement: Statement, article: Article, register: Register) -> Count:
    """Return a share with the party it is told of.

    A share that names nothing but the party itself ("the bloc stood at 29.8%") names no thing.
    """
    name = find_party(count, statement, article, register) if count.is_share else ""
    words, thing = {word.stem for word in read_words(name)}, count.stems() - {""}
    if not name or words < thing:
        return count
    if not words >= thing:
        return replace(count, owner=name)
    nothing = replace(count, head="", head_stem="", modifiers=frozenset(), name="", is_tied=False)
    return replace(nothing, owner=name)


def find_party(count: Count, statement: Statement, article: Article, register: Register) -> str:
    """Return whom a figure is told of, named before it or "of" it behind; "" where nobody is."""
    clause = clause_around(article.text, statement.sentence, count.figure.span)
    name = _party(count.figure.span, clause, article)
    if not name:
        return ""
    key = register.resolve(name)
    return key if register.show(key) != key else name


def _party(at: Span, clause: Span, article: Article) -> str | None:
    """The name of the party nearest before a figure, or right behind it after "of"."""
    parties = [e for e in article.entities if e.kind in _PARTIES]
    named = [
        (mention.start, mention.end, entity.name)
        for entity in parties
        for mention in entity.mentions
        if clause.start <= mention.start < clause.end
    ]
    for start, _, name in named:
        if _OF.fullmatch(article.text, at.end, start):
            return name
    for match in _DEFINITE.finditer(article.text, clause.start, at.start):
        holders = {e.name for e in parties if match.group(1) in e.name.lower().split()}
        if len(holders) == 1:
            named.append((match.start(), match.end(), holders.pop()))
    before = [
        (end, name)
        for start, end, name in named
        if end <= at.start and not _TOWARDS.search(article.text, clause.start, start)
    ]
    if not before or _OWNING.match(article.text, max(before)[0]):
        return None  # "the council cut the Union's imports by 9%" is not told of the council
    return max(before)[1]
