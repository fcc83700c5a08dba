"""Why a story is as it is told: what `explain_stories` returns."""

from dataclasses import dataclass
from typing import Literal

from onrecord.records import Agreement

#: What may speak for or against two statements' being on one matter.
What = Literal[
    "comparer", "words", "senses", "names", "events", "figures", "days", "place", "voices",
    "meaning", "length", "rule", "start",
]  # fmt: skip
#: How two statements on one matter stand to each other.
Stand = Literal["agrees", "disputes", "changes"]
#: What a rule sees in them: a denial, another figure, a plan that came true or a figure that took
#: an earlier one's place, the same figure again.
Rule = Literal["denial", "other_figure", "moved_on", "same_figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What an article has in common with other articles, the weightiest first.

    `words` are as the article writes them, names among them; `counts` are a value and the stem of
    what is counted; `dates` are EDTF, `events` a category of PLOVER and a mode.
    """

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Why one article is in its story.

    `likeness`, 0.0 to 1.0, is the mean to the other articles of the story, faded by the days
    between; None for an article that stands alone. `next_story` is the story that it is liker to
    than to any other one.
    """

    article: str
    likeness: float | None
    shared: Shared
    next_story: str | None = None
    next_likeness: float | None = None
    next_shared: Shared = Shared()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedReport:
    """Why a report counts as a report of its own, or does not.

    `counts_as` is ``copy`` where it repeats another one's text, ``citing`` where nobody but another
    outlet speaks in it, else ``independent``. `nearest` is the earlier report that it has most text
    in common with, or the one that it is a copy of; `share`, 0.0 to 1.0, of the shorter one's runs
    of five words stand in both, and `words` are the longest that do. `origin` is the agency or
    outlet that it names, `origin_words` its words for it, and `speakers`, of a citing report,
    whoever speaks in it.
    """

    article: str
    counts_as: Literal["independent", "copy", "citing"]
    nearest: str | None
    share: float | None
    words: str
    origin: str | None
    origin_words: str | None
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedKinship:
    """Why a story is of one thread with another one.

    `is_near` tells whether they are by themselves; otherwise each is near other stories of the
    thread. `likeness`, 0.0 to 1.0, is that of their centres, `names` are typical of both and of few
    other stories, `events` are kinds of events, a category of PLOVER and a mode.
    """

    story: str
    is_near: bool
    likeness: float
    names: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One thing that speaks for two statements' being on one matter, or against it.

    `weight` is what it adds to the log odds; the weights of a pair sum up to them. `evidence` says
    in words what there is to see.
    """

    what: What
    weight: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPair:
    """Two statements, and why they are taken for one matter or not.

    `same` is how likely they are on one matter, 0.0 to 1.0, and `comparer` how likely the comparer
    holds it; None where it was not asked. `reasons` are the weightiest first. `stand` is how they
    stand to each other if they are, `sure` how likely, and `rules` what rules see in them; None of
    two statements that are not on one matter.
    """

    earlier: str
    later: str
    same: float
    comparer: float | None
    reasons: tuple[Weighed, ...]
    stand: Stand | None = None
    sure: float | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPoint:
    """Why statements are one point, and why that is agreed, disputed, changed or single.

    `voices` are those that vouch for it, each counted once. `links` are the pairs that hold the
    point together, one less than it has statements: of each statement the likeliest. `sides` are
    the pairs that set two of its sides apart, of each two sides the plainest. `nearest` is the
    likeliest pair of a statement of it and one of another report that is not; `together`, 0.0 to
    1.0, is how likely their two points are one by all pairs across them, which has decided.
    """

    point: str
    agreement: Agreement
    voices: tuple[str, ...]
    links: tuple[ExplainedPair, ...]
    sides: tuple[ExplainedPair, ...]
    nearest: ExplainedPair | None
    together: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryExplanation:
    """Why a story is as it is told: its articles, its reports, its thread and its points."""

    story: str
    placements: tuple[Placement, ...]
    reports: tuple[ExplainedReport, ...]
    thread: tuple[ExplainedKinship, ...]
    points: tuple[ExplainedPoint, ...]
