"""What became of people, and what happened when, on the page of a story."""

from collections.abc import Sequence

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import line, section
from onrecord.cli.pages.evidence import opened, sentence, voices, voices_line
from onrecord.cli.pages.plots import Dot, plot_timeline
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import when
from onrecord.records import Outcome, PersonStatus, StoryPerson, TimelineEntry
from onrecord.stories.dates import bounds

#: A plot of more rows is no help.
_MOST_ROWS = 30
#: What stands over the words that tell what became of a plan, by whether it came about.
_SINCE = {True: "It came about", False: "It did not come about", None: "Since then"}


def people(found: Sequence[StoryPerson], behind: Behind) -> str:
    """Return the section of people and what became of them as HTML; empty where nobody is known."""
    shown = [_person(person, behind) for person in found if person.statuses]
    others = [line(person.name) for person in found if not person.statuses]
    if not shown and not others:
        return ""
    if others:
        also = "Also named" if shown else "Named"
        named = ", ".join(f"<bdi>{name}</bdi>" for name in others)
        told = f"{also}, without a word of what became of them: {named}."
        shown.append(f'<p class="help">{told}</p>')
    return section("people", "People", shown)


def _person(person: StoryPerson, behind: Behind) -> str:
    items = "\n".join(f"<li>{_status(status, behind)}</li>" for status in person.statuses)
    return (
        f'<article class="person"><h3><bdi>{line(person.name)}</bdi></h3>'
        f'<ol class="values">\n{items}\n</ol></article>'
    )


def _status(status: PersonStatus, behind: Behind) -> str:
    surely = "" if status.certainty == "stated" else f" ({status.certainty})"
    date = line(when(status.as_of)) or '<span class="none">no date</span>'
    by = voices_line([status.statement], behind)
    return opened(
        f"<b>{line(status.status)}</b>{surely}",
        [status.statement],
        behind,
        beside=f'<span class="as-of">{date}</span> {by}',
    )


def timeline(found: Sequence[TimelineEntry], behind: Behind) -> str:
    """Return the section of what happened when as HTML; what was still to come stands ahead."""
    known = [entry for entry in found if entry.statement in behind.statements]
    if not known:
        return ""
    ahead = [entry for entry in known if entry.planned]
    done = [entry for entry in known if not entry.planned]
    parts = []
    if done:
        parts.append(_entries(done, 1, behind))
    if ahead:
        parts.append("<h3>Ahead, when it was reported</h3>")
        parts.append(_entries(ahead, len(done) + 1, behind))
    return section("timeline", "What happened when", [_plot(done, ahead, behind), *parts])


def _entries(entries: Sequence[TimelineEntry], first: int, behind: Behind) -> str:
    items = "\n".join(
        f'<li id="event-{number}" value="{number}">{_entry(entry, behind)}</li>'
        for number, entry in enumerate(entries, start=first)
    )
    return f'<ol class="events" start="{first}">\n{items}\n</ol>'


def _entry(entry: TimelineEntry, behind: Behind) -> str:
    statement = behind.statements[entry.statement]
    marked = ' <strong class="planned">planned</strong>' if entry.planned else ""
    shown = opened(sentence(statement, behind), [entry.statement], behind)
    by = voices([entry.statement], behind)
    since = _since(entry.outcome, behind) if entry.outcome else ""
    return f'<p class="when">{line(when(entry.time))}{marked}</p>{shown}{by}{since}'


def _since(outcome: Outcome, behind: Behind) -> str:
    """Return what was told of a plan since."""
    later = list(behind.known(outcome.statements))
    if not later:
        return ""
    told = opened(sentence(later[0], behind), outcome.statements, behind)
    return f'<div class="since"><p class="when">{_SINCE[outcome.came_about]}:</p>{told}</div>'


def _plot(done: Sequence[TimelineEntry], ahead: Sequence[TimelineEntry], behind: Behind) -> str:
    """Return a plot of the times if there are several, one row for each entry of the lists."""
    dots = []
    for number, entry in enumerate([*done, *ahead], start=1):
        days = bounds(entry.time)
        if days:
            said = behind.statements[entry.statement].content.text
            dots.append(
                Dot(
                    first=days[0],
                    last=days[1],
                    label=str(number),
                    told=plain(f"{number}: {when(entry.time)}, {said}")[:160],
                    href=f"#event-{number}",
                    hollow=entry in ahead,
                )
            )
    if not 2 <= len(dots) <= _MOST_ROWS or len({(dot.first, dot.last) for dot in dots}) < 2:
        return ""
    plot = plot_timeline("timeline-plot", "What happened when", dots)
    return f'<figure class="plot">{plot}</figure>'
