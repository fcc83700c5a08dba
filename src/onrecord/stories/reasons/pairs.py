"""What speaks for two statements' being on one matter, and what against it, in words."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np

from onrecord.stories.accounts import Account
from onrecord.stories.explanation import Weighed, What
from onrecord.stories.happening_words import senses
from onrecord.stories.matter_pairs import ANSWER, FEATURES, Scores
from onrecord.stories.weights import Weights

#: What each feature of a pair belongs to, of those that people would take for one thing.
KINDS: dict[str, What] = {
    ANSWER: "comparer", "common_words": "words", "few_hold_it": "words", "common_names": "names",
    "senses": "senses", "event": "events", "same_figure": "figures", "same_thing": "figures",
    "count_otherwise": "figures", "both_count": "figures", "same_report_day": "days",
    "one_article": "place", "one_sentence": "place", "headline_and_lead": "place",
    "both_lead": "place", "apart_in_text": "place", "one_is_sourced": "voices",
    "one_denies": "voices", "opposed": "voices", "likeness": "meaning",
    "outdone_least": "meaning", "outdone_most": "meaning", "long_articles": "length",
    "rule": "rule", "bias": "start",
}  # fmt: skip
#: What is to be seen of a feature that is there, the first that is.
_SEEN: Mapping[What, tuple[tuple[str, str], ...]] = {
    "place": (
        ("one_sentence", "in one sentence"),
        ("headline_and_lead", "headline and first sentence of one report"),
        ("one_article", "in one report"),
        ("both_lead", "both at the head of their reports"),
        ("apart_in_text", "at other places in their reports"),
    ),
    "voices": (
        ("opposed", "one denies what the other one says"),
        ("one_denies", "one is a denial"),
        ("one_is_sourced", "one has a source, the other one is the outlet's own"),
    ),
}
_FIXED: Mapping[What, str] = {
    "length": "long reports have more that each statement could be matched with",
    "rule": "other persons, places, things or times, or a question or wish beside a fact",
    "start": "what any two statements begin with",
}
#: As many words are told of a kind.
_TOLD = 6


def weigh_pair(
    one: Account, other: Account, scores: Scores, number: int, weights: Weights
) -> tuple[Weighed, ...]:
    """Return what speaks for two accounts' being on one matter and against it.

    Args:
        one: The earlier account.
        other: The later one.
        scores: Of all pairs of the story.
        number: The row of this pair.
        weights: Of the story.
    """
    found: dict[What, float] = defaultdict(float)
    for feature, weight in scores.weigh(number).items():
        found[KINDS[feature]] += weight
    values = dict(zip(FEATURES, scores.features[number].tolist(), strict=True))
    told = {
        what: evidence(one, other, weights) for what, evidence in _EVIDENCE.items() if what in found
    }
    told |= {what: (words,) for what, words in _FIXED.items()}
    for what, seen in _SEEN.items():
        told[what] = tuple(words for feature, words in seen if values[feature])[:1]
    rival = ("another in one of the reports is liker",) if values["outdone_most"] > 0 else ()
    told["meaning"] = (f"alike to {values['likeness']:.0%}", *rival)
    said = float(scores.said[number])
    told["comparer"] = (f"{1.0 / (1.0 + np.exp(-said)):.0%} sure",)
    reasons = [
        Weighed(what=what, weight=round(weight, 2), evidence=told[what])
        for what, weight in found.items()
    ]
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.what)))


def _forms(account: Account, stems: frozenset[str], weights: Weights) -> tuple[str, ...]:
    """Words of an account with these stems as it writes them, the most telling first."""
    written = {word.stem: word.text for word in reversed(account.words)}
    ordered = sorted(stems & written.keys(), key=lambda stem: (-weights.of(stem), stem))
    return tuple(written[stem] for stem in ordered[:_TOLD])


def _words(one: Account, other: Account, weights: Weights) -> tuple[str, ...]:
    return _forms(one, one.stems & other.stems, weights)


def _names(one: Account, other: Account, weights: Weights) -> tuple[str, ...]:
    return _forms(one, one.names & other.names, weights)


def _senses(one: Account, other: Account, weights: Weights) -> tuple[str, ...]:
    """Pairs of other words that may mean the same: "freed / released"."""
    found = []
    for stem in sorted(one.telling - other.telling):
        for like in sorted(other.telling - one.telling):
            if set(senses(stem)) & set(senses(like)):
                first, second = (
                    _forms(account, frozenset({each}), weights)
                    for account, each in ((one, stem), (other, like))
                )
                found += [f"{a} / {b}" for a in first for b in second]
    return tuple(found[:_TOLD])


def _events(one: Account, other: Account, _: Weights) -> tuple[str, ...]:
    return tuple(sorted(one.events.keys() & other.events.keys()))


def _figures(one: Account, other: Account, _: Weights) -> tuple[str, ...]:
    found = [
        f"{count.figure.span.of(account.article.text)} {count.figure.counts or ''}".strip()
        for account in (one, other)
        for count in account.counts
    ]
    return tuple(dict.fromkeys(found))


def _days(one: Account, other: Account, _: Weights) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(account.day) for account in (one, other) if account.day))


_EVIDENCE: Mapping[What, Callable[[Account, Account, Weights], tuple[str, ...]]] = {
    "words": _words, "names": _names, "senses": _senses, "events": _events, "figures": _figures,
    "days": _days,
}  # fmt: skip
