"""The lexicon of reporting cues, read from `cues.toml`."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import lexicon
from onrecord.records import Certainty


@dataclass(frozen=True, slots=True)
class VerbCue:
    """What a reporting verb takes, and what each complement commits its source to.

    `frames` and `prepositions` map to a certainty, or to None where the content decides.
    `passive` is the certainty of the passive without a source, None where that says nothing.
    """

    frames: Mapping[str, Certainty | None]
    prepositions: Mapping[str, Certainty | None]
    passive: Certainty | None


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """A verb and the particle or preposition that belongs to it ("call for")."""

    particle: str
    certainty: Certainty | None
    takes_clause: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The whole lexicon, by lemma; `attributing` phrases by their first word."""

    verbs: Mapping[str, VerbCue]
    phrases: Mapping[str, tuple[PhraseCue, ...]]
    set_phrases: Mapping[str, frozenset[str]]
    nouns: Mapping[str, Certainty]
    occasions: frozenset[str]
    acts: frozenset[str]
    attributing: Mapping[str, tuple[tuple[str, ...], ...]]


@functools.cache
def load_cues() -> Cues:
    """Return the lexicon; the file is read once."""
    data = lexicon("statements/attributions/cues.toml")
    phrases: dict[str, tuple[PhraseCue, ...]] = {}
    for entry in data["phrases"]:
        verb, particle = entry["words"]
        cue = PhraseCue(particle, entry.get("certainty"), entry.get("clause", False))
        phrases[verb] = (*phrases.get(verb, ()), cue)
    set_phrases: dict[str, frozenset[str]] = {}
    for entry in data["set_phrases"]:
        verb, adjective = entry["words"]
        set_phrases[verb] = set_phrases.get(verb, frozenset()) | {adjective}
    return Cues(
        verbs=_verbs(data["verbs"]),
        phrases=phrases,
        set_phrases=set_phrases,
        nouns={noun: certainty for certainty, nouns in data["nouns"].items() for noun in nouns},
        occasions=frozenset(data["occasions"]["nouns"]),
        acts=frozenset(data["acts"]["lemmas"]),
        attributing=_by_first_word(data["attributing"]["phrases"]),
    )


def _by_first_word(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _verbs(groups: list[dict[str, Any]]) -> dict[str, VerbCue]:
    """Join the groups a lemma stands in; the first group to name a frame decides it."""
    found: dict[str, VerbCue] = {}
    for group in groups:
        certainty = group.get("certainty")
        frames = dict.fromkeys(group.get("frames", ()), certainty)
        prepositions = dict.fromkeys(group.get("prepositions", ()), certainty)
        for lemma in group["lemmas"]:
            known = found.get(lemma, VerbCue({}, {}, None))
            found[lemma] = VerbCue(
                {**frames, **known.frames},
                {**prepositions, **known.prepositions},
                known.passive or group.get("passive"),
            )
    return found
