"""The rows of ``triggers.toml`` and the classes of words that they name."""

import functools
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from onrecord.lexicons import lexicon


def trigger_lexicon() -> dict[str, Any]:
    """Return the tables of ``triggers.toml``."""
    return lexicon("statements/events/triggers.toml")


def plover() -> dict[str, Any]:
    """Return the names of PLOVER with the words of its contexts and sectors."""
    return lexicon("statements/events/plover.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One row of ``triggers.toml``; its head tells what each field does."""

    category: str
    mode: str | None = None
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    to: tuple[str, ...] = ()
    of: str = "actor"
    objects: frozenset[str] = frozenset()
    things: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()
    avoid_with: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()
    needs_verb: frozenset[str] = frozenset()
    needs_of: bool = False
    needs_clause: bool = False
    needs_to: bool = False
    persons: bool = False
    someone: bool = False
    no_object: bool = False
    passive: bool = False
    against: bool = False
    joint: bool = False
    takes: bool = False
    commits: bool = False
    reverse: bool = False
    theme: bool = False
    of_subject: bool = False

    def conditions(self) -> int:
        """Return how many kinds of words must stand beside it: the row with most says most."""
        words = (self.objects, self.by, self.particles, self.beside, self.into, self.needs_verb)
        return (
            sum(map(bool, words))
            + self.needs_clause
            + self.needs_to
            + self.passive
            + 2 * self.against
            + 2 * self.joint
        )


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a class of ``triggers.toml``, with those of the sectors it names."""
    lexicon_ = trigger_lexicon()
    sectors = plover()["sectors"]
    words = lexicon_["things"].get(name) or lexicon_["actors"][name]
    return frozenset(one for word in words for one in sectors.get(word, (word,)))


@functools.cache
def rows_by_lemma(part: str) -> dict[str, tuple[Trigger, ...]]:
    """Return the rows of each lemma, those that ask for most first, else in the file's order.

    Args:
        part: "verbs", "nouns" or "adjectives".
    """
    rows = TypeAdapter(list[Trigger]).validate_python(trigger_lexicon()["triggers"])
    found: dict[str, tuple[Trigger, ...]] = {}
    for row in sorted(map(_with_things, rows), key=lambda row: -row.conditions()):
        for lemma in getattr(row, part):
            found[lemma] = (*found.get(lemma, ()), row)
    return found


def _with_things(row: Trigger) -> Trigger:
    return replace(row, objects=row.objects.union(*map(words_of, row.things)))
