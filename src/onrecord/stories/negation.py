"""What the words of a statement deny: "not released", "refused to cross", "no prisoners"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.words import Word, read_words, stop_stems

_REACH = 4
_BREAK = re.compile(r"[,;:.!?()\n—]")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = lexicon("stories/scopes.toml")["negation"]
    return {key: tuple(words) for key, words in table.items()}


@cache
def _starters() -> frozenset[str]:
    return frozenset(_table()["words"]) | frozenset(_table()["verbs"])


def _starts(word: Word) -> bool:
    plain = word.text.lower().replace("’", "'")
    return plain in _starters() or plain.endswith("n't")


def negated_stems(words: Sequence[Word], text: str) -> frozenset[str]:
    """Return the stems that stand within four words after a negation, in its own clause.

    "not only" negates nothing, and neither does "it is not clear".
    """
    return frozenset(stem for run in _negated_runs(words, text) for stem in run)


def negated_first(words: Sequence[Word], text: str) -> frozenset[str]:
    """Return the first stem behind each negation: "would not withdraw the law" negates no law."""
    return frozenset(run[0] for run in _negated_runs(words, text) if run)


def _negated_runs(words: Sequence[Word], text: str) -> Iterator[list[str]]:
    stops = stop_stems("en")
    for number, word in enumerate(words):
        is_denied = number > 0 and _starts(words[number - 1])
        if word.text.lower() in _table()["unhurt"] and not is_denied:
            yield ["hurt"]
        if not _starts(word) or _next_is_only(words, number):
            continue
        run: list[str] = []
        begin = _deed_after(words, number, text)
        last = words[begin - 1].end
        for after in words[begin:]:
            parted = _BREAK.search(text[last : after.start])
            if len(run) == _REACH or parted or after.text.lower() in _table()["parting"]:
                break
            last = after.end
            if after.stem not in stops:
                run.append(after.stem)
        # "not immediately clear", but not "no clear sign"
        if word.text.lower() == "no" or not _unknown() & set(run[:2]):
            yield run


@cache
def _unknown() -> frozenset[str]:
    return frozenset(word.stem for word in read_words(" ".join(_table()["unknown"])))


def _deed_after(words: Sequence[Word], number: int, text: str) -> int:
    """Return where what is negated begins: "failed on Tuesday to approve" negates no Tuesday."""
    if words[number].text.lower() in _table()["verbs"]:
        for place in range(number + 1, min(number + 1 + _REACH, len(words))):
            if _BREAK.search(text[words[place - 1].end : words[place].start]):
                break
            if words[place].text.lower() == "to":
                return place + 1
    return number + 1


def _next_is_only(words: Sequence[Word], number: int) -> bool:
    after = words[number + 1 : number + 2]
    return bool(after) and after[0].text.lower() in {"only", "just", "merely"}


def is_hedged(words: Sequence[Word]) -> bool:
    """Whether the words pass something on as an allegation or a rumour only."""
    return any(word.text.lower() in _table()["hedges"] for word in words)


@cache
def _undone() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _table()["undone"]))
    # "had been postponed" and "the postponed match" tell of what went before
    return re.compile(rf"(?<!had been )(?<!the )(?<![\w-])(?:{words})\b", re.IGNORECASE)


def is_undone(content: str) -> bool:
    """Whether the words call off or put off what was planned."""
    return _undone().search(content) is not None


@cache
def _existence() -> re.Pattern[str]:
    forms = "|".join(
        re.escape(form) for form in sorted(_table()["existence"], key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{forms})\s+((?:[\w-]+\s+){{0,2}}[\w-]+)", re.IGNORECASE)


def denied_things(content: str, language: str | None) -> list[tuple[str, ...]]:
    """Return the things whose existence the words deny, each as its stems.

    "there are no political prisoners in the country" denies ("polit", "prison").
    The thing ends before the first function word.
    """
    found = []
    for match in _existence().finditer(content):
        stems = []
        for word in read_words(match.group(1), language):
            if word.stem in stop_stems("en"):
                break
            stems.append(word.stem)
        if len(stems) >= 2:
            found.append(tuple(stems))
    return found
