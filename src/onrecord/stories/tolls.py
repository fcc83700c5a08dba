"""People who are counted by what is done to them: "17 people died" counts the dead.

A wrong toll is among the worst that can be published, so the deed must be plainly theirs: "shot in
front of 20 people" counts no dead, and "Jon Berg, 31, died" gives an age.
"""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Figure, Span, Statement
from onrecord.statements.figures.outcomes import outcomes
from onrecord.stories.actions import action_stems, clause_around
from onrecord.stories.counts import name_thing
from onrecord.stories.words import read_words, stop_stems

#: Characters within which a deed stands right beside the number of those it is done to.
_BESIDE = 12
#: Who lived through something was saved, though nobody need have rescued them.
_RESCUE, _SURVIVORS, _NEAR = "rescue", "survivors", 40
_SURVIVED = re.compile(r"\bsurviv\w+", re.IGNORECASE)
_PEOPLE = frozenset({"people", "persons", "victims"})
#: Nobody is older; a number behind a name, or alone behind "was", is an age.
_OLDEST = 120
_BEHIND_NAME = re.compile(r"(?:\b\w+\s+)?(?:[A-Z][\w'’.-]+\s+)+[A-Z][\w'’-]+\)?,\s*$")
#: "In New York, 31 were killed" is no age.
_PLACING = frozenset({"in", "at", "near", "from", "on", "around", "outside", "across"})
_BEHIND_WAS = re.compile(r"\b(?:was|is|turned|aged?)\s+$")
_TOLL = re.compile(r"\b(?:tolls?|numbers?|counts?|totals?|figures?|deaths|casualties)\b", re.I)
#: Between the number and the deed: "including Jon Berg, who was killed" tells of one of those that
#: are counted, and "were not killed" of none.
_NOT_THEM = re.compile(r"\bincluding\b.*\bwho\b|\b(?:not|never)\b(?! only)|n['’]t\b", re.DOTALL)
#: Before the number, it leaves them out: "none of the 12 was hurt", "one of the 12 died".
_SOME_OF = re.compile(
    r"\b(?:none|one|neither|either|some|most|many|few) of (?:the |those |these )?$", re.IGNORECASE
)


def counted_as(figure: Figure, counted: str | None, deed: str | None, text: str) -> str | None:
    """Return the thing counted, told by what is done to people, where it is done to people.

    A number without a noun counts people where the deed stands right beside it.

    Args:
        figure: A figure of the statement.
        counted: The thing it counts by its noun, None without one.
        deed: What is done to those counted, as `find_action` names it.
        text: Of the article.
    """
    result = results().get(deed or "")
    around = text[max(0, figure.span.start - _NEAR) : figure.span.end + _NEAR]
    if deed == _RESCUE and _SURVIVED.search(around):
        result = _SURVIVORS
    if result is None or deed is None or figure.unit is not None:
        return counted
    if counted is None and _is_age(figure, text):
        return None
    if counted is not None:
        words = read_words(counted.lower())
        is_deed = bool(words) and words[-1].stem in action_stems(deed)
        if len(words) > 1 and words[-1].text in outcomes():
            return counted  # the words themselves say what became of them
        is_other = name_thing(counted, "en").head != name_thing(result, "en").head
        if is_deed and is_other and words[-1].text not in _hurts():
            return result  # of "as 5,000 flee" the verb may be taken for a noun
        return result if words and words[-1].text in _PEOPLE else counted
    start, end = figure.span.start - _BESIDE, figure.span.end + _BESIDE
    while text[end : end + 1].isalpha():  # to the end of a word
        end += 1
    stems = {word.stem for word in read_words(text[max(0, start) : end])}
    return result if stems & action_stems(deed) else None


def is_done_to(figure: Figure, deed: str, statement: Statement, text: str) -> bool:
    """Return whether a word for the deed stands so that it tells of those who are counted.

    Behind the number it does, in one clause; before it, with small words between at most. Without
    any word for it, the deed is that of an event, whose participants were read.
    """
    clause = clause_around(text, statement.sentence, figure.span)
    words = [
        (clause.start + word.start, clause.start + word.end)
        for word in read_words(clause.of(text))
        if word.stem in action_stems(deed)
        and (deed != "miss" or word.text.lower() in _missing())  # "they missed the ferry"
    ]
    if not words:
        return deed != "miss"
    if _SOME_OF.search(text, clause.start, figure.span.start):
        return False
    return any(
        not _NOT_THEM.search(Span(figure.span.end, start).of(text))
        if start >= figure.span.start
        else _leads_to(Span(end, figure.span.start).of(text))
        for start, end in words
    )


@cache
def results() -> dict[str, str]:
    """Return what people are counted as, by the deed."""
    table: dict[str, str] = lexicon("stories/synonyms.toml")["results"]
    return table


@cache
def _hurts() -> frozenset[str]:
    """What one person may have several of: ten wounds are not ten wounded."""
    return frozenset(lexicon("stories/synonyms.toml")["tolls"]["hurts"])


@cache
def _missing() -> frozenset[str]:
    return frozenset(lexicon("stories/synonyms.toml")["tolls"]["missing"])


@cache
def _leading() -> frozenset[str]:
    """Stems of the words that may stand between a deed and those it is done to, behind it."""
    words = " ".join(lexicon("stories/synonyms.toml")["tolls"]["leading"])
    return frozenset(word.stem for word in read_words(words))


@cache
def _turning() -> frozenset[str]:
    """Words that lead away from the deed: "killed in front of 20 people"."""
    return frozenset(lexicon("stories/synonyms.toml")["tolls"]["turning"])


def _is_age(figure: Figure, text: str) -> bool:
    """Whether a number without a noun is somebody's age: "Jon Berg, 31", "who was 17"."""
    if figure.value is None or figure.value > _OLDEST:
        return False
    before = text[max(0, figure.span.start - 60) : figure.span.start]
    if name := _BEHIND_NAME.search(before):
        return name[0].split()[0].lower() not in _PLACING
    return bool(_BEHIND_WAS.search(before)) and not _TOLL.search(before)


def _leads_to(between: str) -> bool:
    words = read_words(between)
    if any(word.text.lower() in _turning() for word in words):
        return False
    small = stop_stems("en") | _leading()
    return all(word.stem in small or word.text[0].isdigit() for word in words)
