"""The points of a story as its page shows them; of a long story, the rest is on its record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from onrecord.stories.names import Register
from onrecord_site.newsroom.names import public_name
from onrecord_site.stories.points import AGREEMENTS, KeptPoint
from onrecord_site.stories.showing import Showing, Shown
from onrecord_site.stories.wording import edtf_words, wording

#: Points of one kind on a story's page, and statements of one side of a point.
MOST_POINTS = {"agreed": 24, "disputed": 12, "changed": 12, "single": 12}
MOST_PER_SIDE = 3
#: Who speaks for a side, by name.
MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Side:
    """Statements that say the same: who says so, when first, and how many more there are."""

    who: str
    when: str
    shown: Sequence[Shown]
    left_out: int


@dataclass(frozen=True, slots=True)
class PointCard:
    """A point with its sides; `caution` stands before a summary that says more than was said.

    `news` tells what is new about it, in words.
    """

    anchor: str
    summary: str
    caution: str
    outlets: Sequence[str]
    sides: Sequence[Side]
    news: str


@dataclass(frozen=True, slots=True)
class PointGroup:
    """All points of one kind of agreement; `words` is their row of ``wording.toml``.

    `left_out` counts points of which no word may be quoted, `anchors_beyond` are the places of
    those that only the record of the story shows.
    """

    agreement: str
    words: dict[str, str]
    points: Sequence[PointCard]
    left_out: int
    anchors_beyond: Sequence[str]


def point_groups(
    kept: Sequence[KeptPoint], showing: Showing, news: dict[str, str], register: Register
) -> list[PointGroup]:
    """Return the points by kind, in reading order.

    In each kind comes first what is new, and last what has no words that may be quoted.

    Args:
        kept: The points that stand.
        showing: The statements of the page.
        news: What is new about points, in words, by the id of the point.
        register: Whom the names of those who speak mean.
    """
    groups = []
    for agreement in AGREEMENTS:
        points = [point for point in kept if point.agreement == agreement]
        points.sort(key=lambda each: (each.point.id not in news, not _is_quoted(each, showing)))
        told = [point for point in points if agreement != "single" or _is_quoted(point, showing)]
        shown = told[: MOST_POINTS[agreement]]
        if points:
            groups.append(
                PointGroup(
                    agreement=agreement,
                    words=wording()["agreement"][agreement],
                    points=[_card(point, showing, news, register) for point in shown],
                    left_out=len(points) - len(told),
                    anchors_beyond=[_anchor(point) for point in told[len(shown) :]],
                )
            )
    return groups


def _is_quoted(kept: KeptPoint, showing: Showing) -> bool:
    return any(showing.evidence[each].is_quoted for side in kept.sides for each in side)


def _anchor(kept: KeptPoint) -> str:
    return f"p-{public_name(kept.point.id)}"


def _card(kept: KeptPoint, showing: Showing, news: dict[str, str], register: Register) -> PointCard:
    opens = kept.agreement != "single"
    sides = [_side(side, showing, register, opens=opens) for side in kept.sides]
    quoted = [shown.evidence for side in sides for shown in side.shown if shown.evidence.is_quoted]
    summary, caution = "", ""
    if quoted and kept.is_whole and kept.point.summary:
        summary = kept.point.summary
    elif quoted:
        summary, caution = quoted[0].content, quoted[0].caution
    standing = [showing.evidence[each] for side in kept.sides for each in side]
    originals = [each.outlet for each in standing if not showing.is_copy(each)]
    return PointCard(
        anchor=_anchor(kept),
        summary=summary,
        caution=caution,
        outlets=list(dict.fromkeys(originals)),
        sides=sides,
        news=news.get(kept.point.id, ""),
    )


def _side(
    statement_ids: Collection[str], showing: Showing, register: Register, *, opens: bool
) -> Side:
    shown = showing.show_all(statement_ids, MOST_PER_SIDE, opens=opens)
    standing = [showing.evidence[each] for each in statement_ids]
    told = sum(1 + len(each.also_in) for each in shown)
    return Side(
        who=_who(
            register.show(register.resolve(each.source_name)) if each.source_name else each.outlet
            for each in standing
        ),
        when=_first_day(each.published_at for each in standing),
        shown=shown,
        left_out=max(0, len(standing) - told),
    )


def _who(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return ", ".join(found[:MOST_NAMES]) + (" …" if len(found) > MOST_NAMES else "")


def _first_day(times: Iterable) -> str:
    known = [time for time in times if time]
    return edtf_words(min(known).strftime("%Y-%m-%d")) if known else ""
