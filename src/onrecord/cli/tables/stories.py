"""A story for people in a terminal: its reports, points, people and figures."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.cli.behind import Behind
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import amount, day, value_words, words
from onrecord.records import (
    Agreement,
    Article,
    FigureSeries,
    News,
    Point,
    Report,
    Revision,
    Statement,
    Story,
)

_AGREEMENT_STYLES: dict[Agreement, str] = {
    "disputed": "bold red",
    "changed": "bold yellow",
    "agreed": "bold green",
    "single": "dim",
}
#: What a reader most needs to know first.
_ORDER: tuple[Agreement, ...] = ("disputed", "changed", "agreed", "single")
#: Matters that one report alone tells are many; the rest are counted.
_SINGLE_POINTS_SHOWN = 5
_CHARS_SHOWN = 240
_INDENT = (0, 0, 0, 2)


def show_stories(
    console: Console,
    stories: Sequence[Story],
    statements: Iterable[Statement],
    articles: Iterable[Article],
) -> None:
    """Show each story: headline, reports, points and their sides, people, figures.

    Args:
        console: Where to; its width is used.
        stories: In the order to show them.
        statements: All that the stories refer to by id.
        articles: All that the stories refer to by id.
    """
    records = Behind(statements, articles, stories)
    for story in stories:
        _show_story(console, story, records)
    reports = sum(len(story.reports) for story in stories)
    console.print(Text(f"{_count(len(stories), 'story')}, {_count(reports, 'report')}", "dim"))


def _show_story(console: Console, story: Story, records: Behind) -> None:
    console.print(Rule(style="dim"))
    console.print(words(story.headline, "bold"))
    dates = [day(time) for time in (story.first_at, story.last_at) if time]
    facts = [
        _count(len(story.reports), "report"),
        f"{story.independent_reports} independent",
        " to ".join(dict.fromkeys(dates)),
    ]
    console.print(Text(", ".join(fact for fact in facts if fact), "dim"))
    for sentence in story.summary:
        console.print(words(sentence.text))
    if story.news:
        title = f"New since {day(story.news.since)}, {story.news.since:%H:%M} UTC"
        _show_section(console, title, _news(story, story.news, records))
    _show_section(console, "Reports", [_report(report, records) for report in story.reports])
    _show_points(console, story, records)
    _show_section(console, "People quoted", _people_quoted(story, records))
    _show_section(console, "What became of people", _statuses(story))
    _show_section(console, "Figures", [_figure(figure, records) for figure in story.figures])
    revised = [_revision(revision, records) for revision in story.revisions]
    _show_section(console, "Changed in the reports", revised)
    console.print()


def _show_section(console: Console, title: str, lines: Sequence[Text]) -> None:
    if lines:
        console.print(Text(f"\n{title}", "bold cyan"))
        for line in lines:
            console.print(Padding(line, _INDENT))


def _report(report: Report, records: Behind) -> Text:
    article = records.articles.get(report.article)
    line = Text()
    if article and article.published_at:
        line.append(f"{day(article.published_at)}  ", "dim")
    outlet = records.outlet(report.article)
    line.append(plain(outlet))
    if article and article.publisher and article.headline:
        line.append(f": {plain(article.headline)}")
    if report.copy_of:
        line.append(f" (copy of {plain(records.outlet(report.copy_of))})", "dim")
    elif report.origin:
        line.append(f" (from {plain(report.origin)})", "dim")
    return line


def _news(story: Story, news: News, records: Behind) -> list[Text]:
    """Return a line for each point and figure that is new; those of one voice alone are counted."""
    states = {point.id: point.agreement for point in story.points}
    lines = []
    alone = 0
    for each in news.points:
        now = states[each.point]
        if each.kind == "appeared" and now == "single":
            alone += 1
            continue
        how = f"{each.was}, now {now}" if each.was not in (None, now) else now
        line = Text(f"{each.kind}  ", "bold")
        line.append(", ".join(map(_words, list(records.known(each.statements))[:1])))
        lines.append(line.append("" if each.kind == "withdrawn" else f"  ({how})", "dim"))
    for figure in news.figures:
        values = [value_words(value, figure.unit) for value in figure.values]
        told = plain(f"{figure.counts}: {', '.join(values)}")
        lines.append(Text(f"{figure.kind}  ", "bold").append(told))
    if alone:
        lines.append(Text(f"and {_count(alone, 'matter')} that one alone tells", "dim"))
    return lines


def _show_points(console: Console, story: Story, records: Behind) -> None:
    if not story.points:
        return
    console.print(Text("\nPoints", "bold cyan"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    singles = 0
    for point in sorted(story.points, key=lambda point: _ORDER.index(point.agreement)):
        singles += point.agreement == "single"
        if point.agreement != "single" or singles <= _SINGLE_POINTS_SHOWN:
            table.add_row(
                Text(point.agreement, _AGREEMENT_STYLES[point.agreement]), _point(point, records)
            )
    console.print(Padding(table, _INDENT))
    if singles > _SINGLE_POINTS_SHOWN:
        rest = f"and {singles - _SINGLE_POINTS_SHOWN} more that one report alone tells"
        console.print(Padding(Text(rest, "dim"), _INDENT))


def _point(point: Point, records: Behind) -> Text:
    text = Text(_short(point.summary))
    if point.agreement == "single":
        return text.append(f"  ({_voices(point.statements, records)})", "dim")
    for side in point.sides:
        first = records.statements.get(side[0]) if side else None
        said = _surely(first) if first and len(point.sides) > 1 else "said by"
        if set(side) <= set(point.withdrawn):
            said += ", no longer" if len(point.sides) > 1 else ", and taken back by,"
        text.append(f"\n- {said} ", "")
        text.append(f"({_voices(side, records)})", "dim")
    return text


def _voices(statement_ids: Sequence[str], records: Behind) -> str:
    """Name who says something: the source and the outlets that have it."""
    return "; ".join(
        f"{source}, in {', '.join(outlets)}" if source else "; ".join(outlets)
        for source, outlets in records.voices(statement_ids).items()
    )


def _people_quoted(story: Story, records: Behind) -> list[Text]:
    """Return a line for each person of the story in the order of how much they say."""
    register = records.register(story)
    said: dict[str, list[Statement]] = {register.resolve(one.name): [] for one in story.people}
    for statement in records.said_of(story):
        if statement.source and statement.source.kind == "person":
            said.get(register.resolve(statement.source.name), []).append(statement)
    quoted = {register.show(name): their for name, their in said.items() if their}
    lines = []
    for name, their in sorted(quoted.items(), key=lambda item: (-len(item[1]), item[0])):
        line = words(name, "bold")
        attributes = [each.source.attribute for each in their if each.source]
        if attribute := next((text for text in attributes if text), None):
            line.append(f", {plain(attribute)}", "dim")
        shown = next((each for each in their if each.form == "quotation"), their[0])
        line.append(f"  {_words(shown)}")
        if len(their) > 1:
            line.append(f"  ({_count(len(their), 'statement')})", "dim")
        lines.append(line)
    return lines


def _statuses(story: Story) -> list[Text]:
    lines = []
    for person in story.people:
        if person.statuses:
            line = words(person.name, "bold")
            history = []
            for status in person.statuses:
                surely = "" if status.certainty == "stated" else f" ({status.certainty})"
                as_of = f", {status.as_of}" if status.as_of else ""
                history.append(plain(f"{status.status}{surely}{as_of}"))
            line.append("  " + " → ".join(history))
            lines.append(line)
    return lines


def _figure(figure: FigureSeries, records: Behind) -> Text:
    line = words(figure.counts, "bold")
    history = []
    for each in figure.series:
        shown = amount(each.value, each.low, each.high, figure.unit) or "unknown"
        notes = [each.as_of, each.source, "computed" if each.computed else None]
        if fits := records.tellers(each.fits):
            notes.append(f"fits {fits}")
        if clashes := records.tellers(each.clashes):
            notes.append(f"does not fit {clashes}")
        note = ", ".join(part for part in notes if part)
        history.append(plain(f"{shown} ({note})" if note else shown))
    return line.append("  " + " → ".join(history))


def _revision(revision: Revision, records: Behind) -> Text:
    counts = Counter(edit.kind for edit in revision.edits)
    edits = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts))
    line = Text(plain(records.outlet(revision.article)))
    line.append(f", {day(revision.at)}" if revision.at else "")
    line.append(f": sentences {edits}" if edits else "")
    note = f"it says: {_short(revision.note.text)}" if revision.note else "it does not say so"
    if not revision.order_known:
        note = "nothing tells which of the two versions came first"
    line.append(f"\n- {note}", "dim")
    for each in revision.corrections:
        before, after = (
            ", ".join(map(_words, records.known([name] if name else [])))
            for name in (each.before, each.after)
        )
        line.append(f"\n- {each.kind}: {before}" + (f" → {after}" if after else ""))
        line.append("" if each.acknowledged else " (not mentioned by the outlet)", "dim")
    return line


def _surely(statement: Statement) -> str:
    """Return what is said, and how surely: what a source denies is not what it says."""
    plainly = statement.certainty in {"stated", "confirmed"}
    return _words(statement) if plainly else f"{statement.certainty}: {_words(statement)}"


def _words(statement: Statement) -> str:
    """Return what is said; in quotation marks only where the source's own words are given."""
    said = _short(statement.content.text)
    return f"“{said}”" if statement.form == "quotation" else said


def _short(text: str) -> str:
    shown = plain(text).strip('“”"').rstrip(",")
    if len(shown) <= _CHARS_SHOWN:
        return shown
    return shown[:_CHARS_SHOWN].rsplit(" ", 1)[0] + " …"


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
