"""Headline and summary of a story in the reports' own words."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Article, FigureSeries, Point, SummarySentence
from onrecord.stories.accounts import Account, is_later
from onrecord.stories.points import best_account
from onrecord.stories.similarity import Profile, cosine, describe_headline, place
from onrecord.stories.tolls import results
from onrecord.stories.words import read_words, stop_stems

#: As many sentences as a summary has at least, if the reports give them, and at most.
_LEAST = 3
_MOST = 5
#: Statements of a report among which is the one that it opens with.
_OPENING = 3
#: Words that the opening shares with the headline it stands under, unless it shares a name.
_ABOUT = 2
_LONGEST = 400
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
#: Share of a sentence's words that another one holds too, from which on it tells nothing new.
_TOLD = 0.7
#: Kinds of blocks that a sentence of a summary can come from.
_RUNNING = frozenset({"standfirst", "paragraph", "list", "blockquote", None})
#: What is left of the worth of a headline that asks, or has too few words to tell anything.
_ASKING = 0.3
_LEAST_WORDS = 4
#: What is left of one that tells of what has no end yet, where there is a later one.
_UNFINISHED = 0.5
#: A headline this much older than the newest one is worth half as much.
_HALVED = timedelta(days=2)


class _Opening(NamedTuple):
    """How the report opens that has the headline: an account, and the side of a point it is on."""

    account: Account
    point: Point
    side: Sequence[str]


def choose_headline(group: Sequence[Profile], copies: Mapping[str, str]) -> str:
    """Return the headline whose words the other reports share most, older ones counting less.

    A story goes on: its newest headline tells what came of the first one. A headline that asks
    ("What is in the deal?", "What the numbers show") or is very short stands back, and so does one
    that tells of what has no end yet ("could fall", "as votes are counted") where there is a later
    one. Copies do not stand; of equal headlines the earliest counts. Without any headline it is the
    first line of the earliest article's body.

    Args:
        group: The reports of the story in order of publication.
        copies: Ids of those that are copies, with their originals.
    """
    own = [profile for profile in group if profile.article.id not in copies]
    titled = [profile for profile in own if profile.article.headline]
    if not titled:
        return _first_line(group[0].article)
    if len(titled) == 1:
        return (titled[0].article.headline or "").strip()
    vectors = [(profile, place(profile)) for profile in own]
    latest = max(filter(None, (_at(profile) for profile in titled)), default=None)

    def worth(profile: Profile) -> float:
        headline = place(describe_headline(profile.article))
        others = (vector for other, vector in vectors if other is not profile)
        shared = sum(cosine(headline, vector) for vector in others)
        text = profile.article.headline or ""
        asks = _asking().search(text) or len(read_words(text)) < _LEAST_WORDS
        at = _at(profile)
        age = (latest - at) / _HALVED if latest and at else 0.0
        goes_on = age > 0 and _unfinished().search(text)
        shared *= (_ASKING if asks else 1.0) * (_UNFINISHED if goes_on else 1.0)
        return round(shared * math.exp2(-age), 6)

    best = max(range(len(titled)), key=lambda number: (worth(titled[number]), -number))
    return (titled[best].article.headline or "").strip()


def _at(profile: Profile) -> datetime | None:
    return profile.article.published_at or profile.article.fetched_at


@cache
def _asking() -> re.Pattern[str]:
    """A headline that asks, promises an answer, labels a format or opens with a quotation."""
    table = lexicon("stories/scopes.toml")["asking"]
    words, formats = ("|".join(map(re.escape, table[key])) for key in ("words", "formats"))
    return re.compile(rf"\?\s*$|^[‘“\"']|(?:^|:\s*)(?:{words}|{formats})\b", re.IGNORECASE)


@cache
def _unfinished() -> re.Pattern[str]:
    """A headline of what is still going on or ahead."""
    words = "|".join(map(re.escape, lexicon("stories/scopes.toml")["asking"]["unfinished"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _first_line(article: Article) -> str:
    lines = (article.headline or article.body).strip().splitlines()
    return lines[0].strip() if lines else ""


def summarise_story(
    points: Sequence[Point],
    figures: Sequence[FigureSeries],
    accounts: Mapping[str, Account],
    headline: str,
) -> list[SummarySentence]:
    """Return three to five sentences of the reports, those of the best supported points first.

    Before them stands how the report opens that has the headline. Each is a whole sentence as
    printed, so that a source's words keep their source. A sentence that is not clear by itself is
    passed over, and so is one that repeats the headline or another sentence, gives a toll that a
    later sentence above it has overtaken, or stands in no running text. A disputed point gives a
    sentence for each side. What one voice tells only fills up to three sentences. The figure that
    most voices give is among them.
    """
    found: list[SummarySentence] = []
    told = [_stems(headline)]
    above: list[Account] = []
    opening = _opening(points, accounts, headline)
    for point, side in _sides(points, figures, accounts, opening):
        if len(found) == _MOST or (point.agreement == "single" and len(found) >= _LEAST):
            break
        if any(account.id in side for account in above):
            continue  # a sentence of two figures tells both its matters
        clear = [
            accounts[name]
            for name in side
            if _is_clear(accounts[name], told) and not _is_overtaken(accounts[name], above)
        ]
        if clear:
            # the report that has the headline is quoted as it opens, whoever tells the same better
            opens = opening.account if opening and not found else None
            best = opens if opens in clear else best_account(clear)
            told.append(_stems(best.sentence))
            above.append(best)
            found.append(SummarySentence(text=best.sentence, statements=tuple(side)))
    return found


def _is_overtaken(account: Account, above: Sequence[Account]) -> bool:
    """Whether a later report that is already told from gives a higher toll of the same."""
    return any(
        is_later(account, later)
        and count.name == other.name
        and count.name in results().values()
        and count.low < other.low
        and not count.is_near(other)
        for later in above
        for count in account.counts
        for other in later.counts
    )


def _sides(
    points: Sequence[Point],
    figures: Sequence[FigureSeries],
    accounts: Mapping[str, Account],
    opening: _Opening | None,
) -> Iterator[tuple[Point, Sequence[str]]]:
    """Yield the sides that a summary may show; that of the key figure comes early enough.

    The first is what the report tells first whose headline stands above.
    """
    if opening:
        yield opening.point, opening.side
    key = {value.statement for value in figures[0].series} if figures else set()
    shown = [point for point in points if point.agreement != "single"]
    lone = [point for point in points if point.agreement == "single"]
    lone.sort(key=lambda point: accounts[point.statements[0]].statement.sentence.start)
    keyed = next((p for p in (*shown, *lone) if key & set(p.statements)), None)
    if keyed and keyed not in shown[: _MOST - 1]:
        shown = [*shown[: _MOST - 2], keyed, *(p for p in shown[_MOST - 2 :] if p is not keyed)]
    for point in (*shown, *(point for point in lone if point is not keyed)):
        for side in point.sides if point.agreement == "disputed" else point.sides[-1:]:
            yield point, side


def _opening(
    points: Sequence[Point], accounts: Mapping[str, Account], headline: str
) -> _Opening | None:
    """The first clear sentence under a headline that is about it, among the first of its report.

    A report may open with a scene ("A woman parked to buy frozen yogurt"), and tell its news later.
    """
    under = [
        account
        for account in accounts.values()
        if (account.article.headline or "").strip() == headline and account.block in _RUNNING
    ]
    under.sort(key=lambda account: account.statement.sentence.start)
    about = _stems(headline) - stop_stems("en")
    for account in under[:_OPENING]:
        if _is_about(account.sentence, about) and _is_clear(account, [frozenset()]):
            sides = (
                _Opening(account, point, side)
                for point in points
                for side in point.sides
                if account.id in side
            )
            return next(sides, None)
    return None


def _is_about(sentence: str, about: frozenset[str]) -> bool:
    """Whether a sentence is about what a headline is: it shares a name with it, or some words."""
    words = read_words(sentence)
    if any(word.text[0].isupper() and word.stem in about for word in words[1:]):
        return True
    return len({word.stem for word in words} & about) >= min(_ABOUT, len(about))


def _is_clear(account: Account, told: Sequence[frozenset[str]]) -> bool:
    sentence = account.sentence
    if account.leans_on_context or account.corrected or account.block not in _RUNNING:
        return False
    if account.statement.lacks_speaker:
        return False
    if len(sentence) > _LONGEST or not _SENTENCE_END.search(sentence) or "?" in sentence:
        return False
    if sentence[:1].islower():
        return False  # the rest of one that was cut
    stems = _stems(sentence)
    headline, *others = told
    # a headline is short: a sentence that holds all of it and more tells what it left out
    if len(stems & headline) >= _TOLD * len(stems):
        return False
    return not any(len(stems & other) >= _TOLD * min(len(stems), len(other)) for other in others)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(words))
