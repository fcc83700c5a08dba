"""What is new in a story since a time, on its page: what moved first, what one alone tells last."""

from collections.abc import Sequence

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import line, moment, section
from onrecord.cli.pages.evidence import opened, sentence
from onrecord.cli.tables.words import value_words
from onrecord.records import Agreement, FigureNews, Point, PointNews, Story

_STATES: dict[Agreement, str] = {
    "single": "told by one alone",
    "agreed": "agreed",
    "disputed": "disputed",
    "changed": "changed",
}
_ORDER = ("withdrawn", "changed", "appeared")


def news(story: Story, behind: Behind) -> str:
    """Return the section of what is new as HTML; empty where nobody asked or nothing is."""
    found = story.news
    if found is None:
        return ""
    points = {point.id: point for point in story.points}
    told = [(each, points[each.point]) for each in found.points if each.point in points]
    told.sort(key=lambda pair: _ORDER.index(pair[0].kind))
    alone = [pair for pair in told if _is_alone(*pair)]
    shown = [_point(*pair, behind) for pair in told if pair not in alone]
    shown += [_figure(each, behind) for each in found.figures]
    items = "".join(f"<li>{each}</li>" for each in shown)
    parts = [f'<ul class="news">{items}</ul>'] if items else []
    if alone:
        rest = "".join(f"<li>{_point(*pair, behind)}</li>" for pair in alone)
        head = f'New, and told by one alone <span class="count">{len(alone)}</span>'
        parts.append(
            f'<details class="fold"><summary><h3>{head}</h3></summary>'
            f'<ul class="news">{rest}</ul></details>'
        )
    nothing = ['<p class="none">Nothing.</p>']
    return section("news", f"New since {moment(found.since)}", parts or nothing)


def _is_alone(found: PointNews, point: Point) -> bool:
    return found.kind == "appeared" and point.agreement == "single"


def _point(found: PointNews, point: Point, behind: Behind) -> str:
    if found.kind == "changed" and found.was not in (None, point.agreement):
        how = f"was {_STATES[found.was or 'single']}, now {_STATES[point.agreement]}"
    elif found.kind == "changed":
        how = "changed again"
    elif found.kind == "withdrawn":
        how = "taken back by the outlet"
    else:
        how = f"new: {_STATES[point.agreement]}"
    label = f'<p class="when"><a href="#{line(point.id)}">{how}</a></p>'
    return label + _words(found.statements, behind)


def _words(statement_ids: Sequence[str], behind: Behind) -> str:
    """Return the sentence of the first statement, with all of them behind it."""
    held = next(iter(behind.known(statement_ids)), None)
    return opened(sentence(held, behind), statement_ids, behind) if held else ""


def _figure(found: FigureNews, behind: Behind) -> str:
    kind = {"appeared": "new", "changed": "changed", "withdrawn": "taken back"}[found.kind]
    values = "".join(
        opened(
            f"<b>{line(value_words(value, found.unit))}</b> <bdi>{line(found.counts)}</bdi>",
            [value.statement],
            behind,
            beside='<span class="by-whom">computed, not reported</span>' if value.computed else "",
        )
        for value in found.values
    )
    return f'<p class="when">figure, {kind}</p>{values}'
