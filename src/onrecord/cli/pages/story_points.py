"""The points of a story on its page, by state: disputed, changed, agreed, single."""

from collections.abc import Sequence

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import line, moment, section
from onrecord.cli.pages.evidence import is_from, opened, sentence, voices
from onrecord.records import Agreement, Point

#: What a reader most needs to know first, and how it is headed.
_STATES: dict[Agreement, str] = {"disputed": "Disputed", "changed": "Changed", "agreed": "Agreed"}
_MARKS: dict[Agreement, str] = {"disputed": "≠", "changed": "→", "agreed": "=", "single": "1"}


def points(found: Sequence[Point], behind: Behind) -> str:
    """Return the section of a story's points as HTML; empty where it has none."""
    if not found:
        return ""
    parts = []
    for state, heading in _STATES.items():
        if own := [point for point in found if point.agreement == state]:
            shown = "\n".join(_point(point, behind) for point in own)
            parts.append(
                f"<h3>{_mark(state)} {heading} "
                f'<span class="count">{len(own)}</span></h3>\n<ul class="points">\n{shown}\n</ul>'
            )
    if alone := [point for point in found if point.agreement == "single"]:
        shown = "\n".join(
            f'<li class="point single" id="{line(point.id)}">{_whole(point, behind)}</li>'
            for point in alone
        )
        parts.append(
            f'<details class="fold"><summary><h3>{_mark("single")} Told by one alone '
            f'<span class="count">{len(alone)}</span></h3></summary>\n'
            f'<ul class="points">\n{shown}\n</ul></details>'
        )
    return section("points", "Where the reports stand", parts)


def _mark(state: Agreement) -> str:
    return f'<span class="state {state}" aria-hidden="true">{_MARKS[state]}</span>'


def _point(point: Point, behind: Behind) -> str:
    if point.agreement == "agreed" or len(point.sides) < 2:
        shown = _whole(point, behind)
        if set(point.withdrawn) == set(point.statements):
            shown = '<p class="outdated">The outlet took this back:</p>' + shown
    elif point.agreement == "disputed":
        sides = "".join(f"<li>{_side(point, side, behind)}</li>" for side in point.sides)
        shown = f'<ul class="sides" aria-label="The sides">{sides}</ul>'
    else:
        steps = "".join(
            f"<li>{_since(side, behind)} {_side(point, side, behind)}</li>" for side in point.sides
        )
        shown = f'<ol class="steps">{steps}</ol>'
    return f'<li class="point {point.agreement}" id="{line(point.id)}">{shown}</li>'


def _whole(point: Point, behind: Behind) -> str:
    summary = f'<span dir="auto">{line(point.summary)}</span>'
    words = opened(summary, point.statements, behind, taken=point.summary)
    return words + voices(point.statements, behind)


def _side(point: Point, side: Sequence[str], behind: Behind) -> str:
    """Return one side: the words that stand for it, and who stands behind them."""
    held = list(behind.known(side))
    if not held:
        return ""
    shown = next((each for each in held if is_from(point.summary, each, behind)), held[0])
    first = [shown.id, *(each.id for each in held if each is not shown)]
    return opened(sentence(shown, behind), first, behind) + voices(side, behind)


def _since(side: Sequence[str], behind: Behind) -> str:
    """Return when a side was first told, as HTML."""
    times = [time for name in side if (time := behind.first_told.get(name))]
    if not times:
        return '<p class="when none">no date</p>'
    first = min(times)
    return f'<p class="when"><time datetime="{first.isoformat()}">{moment(first)}</time></p>'
