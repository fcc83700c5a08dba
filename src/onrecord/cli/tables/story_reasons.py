"""Why stories are as they are told, for people: articles, reports, threads and points."""

import dataclasses
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli.behind import Behind
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import words
from onrecord.records import Article, Point, Statement, Story
from onrecord.stories.explanation import (
    ExplainedKinship,
    ExplainedPair,
    ExplainedPoint,
    ExplainedReport,
    Placement,
    Rule,
    Shared,
    Stand,
    StoryExplanation,
    What,
)

#: What is as likely as not. A statement outside of a point is worth a line from there on.
_EVEN = 0.5
#: As many reasons are told for a pair, and as many against it, each of this log odds at least.
_MOST_REASONS, _LEAST_WEIGHT = 4, 0.15
#: How people say each; what all pairs have is no reason for one.
_REASONS: dict[What, str] = {
    "comparer": "the comparer is {}", "words": "words in common: {}",
    "names": "names in common: {}", "senses": "words of like sense: {}",
    "events": "events of one kind: {}", "figures": "figures: {}", "days": "reports of one day: {}",
    "place": "{}", "voices": "{}", "meaning": "meanings {}", "rule": "{}",
}  # fmt: skip
#: As many names are told that two stories of a thread share.
_MOST_NAMES = 8
#: Characters of a statement that are enough to know it by.
_SHOWN_CHARS = 90
_STANDS: dict[Stand, str] = {
    "agrees": "they agree", "disputes": "they dispute each other",
    "changes": "the later one changes the earlier one",
}  # fmt: skip
_RULES: dict[Rule, str] = {
    "denial": "one denies what the other one says",
    "other_figure": "no value fits both figures",
    "moved_on": "what was planned or counted before has moved on",
    "same_figure": "the figure is plainly the same",
}


def show_explanations(
    console: Console,
    stories: Sequence[Story],
    explanations: Sequence[StoryExplanation],
    statements: Sequence[Statement],
    articles: Sequence[Article],
) -> None:
    """Show each story with the reasons for what it holds."""
    behind = Behind(statements, articles)
    titles = {story.id: story.headline for story in stories}
    points = {point.id: point for story in stories for point in story.points}
    for told in explanations:
        console.print(words(titles[told.story], "bold"))
        _show_placements(console, told.placements, behind, titles)
        _show_section(console, "Which reports count", [_report(r, behind) for r in told.reports])
        _show_section(console, "Of one thread with", [_kinship(kin, titles) for kin in told.thread])
        lines = [_point(each, points[each.point], behind) for each in told.points]
        _show_section(console, "Points", [text for text in lines if text])
        console.print()


def _show_section(console: Console, title: str, lines: Sequence[Text]) -> None:
    if lines:
        console.print(Text(f"\n{title}", "bold cyan"))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)))


# -- Articles and reports -------------------------------------------------------------------------
def _show_placements(
    console: Console, placements: Sequence[Placement], behind: Behind, titles: Mapping[str, str]
) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, leading=1)
    table.add_column("Report", ratio=2)
    table.add_column("Likeness", justify="right", no_wrap=True)
    table.add_column("Shared with the other reports", ratio=3)
    table.add_column("Next story", ratio=3)
    for placement in placements:
        article = behind.articles[placement.article]
        table.add_row(
            words(article.headline or article.id),
            "" if placement.likeness is None else f"{placement.likeness:.2f}",
            words(shared_words(placement.shared)),
            _next_story(placement, titles),
        )
    console.print(table)


def _next_story(placement: Placement, titles: Mapping[str, str]) -> Text:
    if placement.next_story is None:
        return Text("none is like it", "dim")
    title = titles[placement.next_story]
    shared = shared_words(placement.next_shared)
    return words(f"{placement.next_likeness:.2f} {title}: {shared}", "dim")


def shared_words(shared: Shared) -> str:
    """Return what is shared as people say it: ``people Ana Ruiz; dates 2025-09-11``."""
    parts = [
        f"{field.name} {', '.join(found)}"
        for field in dataclasses.fields(shared)
        if (found := getattr(shared, field.name))
    ]
    return plain("; ".join(parts))


def _report(report: ExplainedReport, behind: Behind) -> Text:
    line = Text(plain(behind.outlet(report.article)), "bold")
    other = plain(behind.outlet(report.nearest)) if report.nearest else ""
    origin = f" ({_quoted(report.origin_words)})" if report.origin_words else ""
    if report.counts_as == "citing":
        speakers = plain(", ".join(report.speakers))
        line.append(f": only cites {plain(report.origin or '')}{origin}; ", "default")
        return line.append(f"nobody speaks in it but {speakers}", "default")
    share = f"{report.share:.0%} of the shorter one's runs of five words" if report.share else ""
    if report.counts_as == "copy":
        line.append(f": a copy of {other}; {share} stand in both", "default")
        line.append(f", the longest: {_quoted(report.words)}", "dim")
    else:
        line.append(": a report of its own", "default")
        nearness = f"; {share} stand in {other}'s too" if share else "; none is like it in words"
        line.append(nearness, "dim")
    if report.origin:
        line.append(f"; names {plain(report.origin)}{origin}", "dim")
    return line


def _kinship(kin: ExplainedKinship, titles: Mapping[str, str]) -> Text:
    line = Text(plain(titles[kin.story]), "bold")
    facts = [
        f"both name {', '.join(kin.names[:_MOST_NAMES])}"
        if kin.names
        else "they share no telling name",
        f"both tell of {', '.join(kin.events)}" if kin.events else "",
        f"likeness {kin.likeness:.2f}",
        "" if kin.is_near else "not near enough by itself: others of the thread tie the two",
    ]
    return line.append(plain(": " + "; ".join(fact for fact in facts if fact)), "default")


# -- Points ---------------------------------------------------------------------------------------
def _point(told: ExplainedPoint, point: Point, behind: Behind) -> Text | None:
    """The lines of a point; None of one that stands alone with nothing near it."""
    near = told.nearest if told.nearest and told.nearest.same >= _EVEN else None
    if not (told.links or near or point.withdrawn):
        return None
    text = Text(f"{told.agreement}  ", "bold").append(plain(point.summary), "default")
    count = len(told.voices)
    voices = plain(", ".join(told.voices))
    text.append(f"\n  {count} {'voice' if count == 1 else 'voices'}: {voices}", "dim")
    numbers = {name: number for number, name in enumerate(point.statements, start=1)}
    for name, number in numbers.items():
        text.append(f"\n  {number}  ", "bold").append(_statement(name, behind))
    for pair in told.links:
        text.append(f"\n  {_numbers(pair, numbers)}: one matter, {pair.same:.0%} sure; ", "default")
        text.append(_stand(pair), "default")
        _append_reasons(text, pair)
    for pair in told.sides:
        text.append(f"\n  {_numbers(pair, numbers)}, of two sides: {_stand(pair)}", "default")
    if point.withdrawn:
        text.append("\n  its outlet corrected it, or took it back", "default")
    if near and told.together is not None:
        inside, outside = near.earlier, near.later
        if outside in numbers:
            inside, outside = outside, inside
        text.append("\n  near, and left apart: ", "default").append(_statement(outside, behind))
        why = "it is doubtful whether one disputes or changes the other"
        if told.together < _EVEN:
            why = f"all statements of both points together are {told.together:.0%}"
        sure = f"one matter with {numbers[inside]}, {near.same:.0%} sure"
        text.append(f"\n    {sure}, but {why}", "default")
        _append_reasons(text, near)
    return text


def _numbers(pair: ExplainedPair, numbers: Mapping[str, int]) -> str:
    return f"{numbers[pair.earlier]} and {numbers[pair.later]}"


def _append_reasons(text: Text, pair: ExplainedPair) -> None:
    """Tell what speaks for two statements' being on one matter, and what against it."""
    for head, sign in (("for it", 1), ("against it", -1)):
        told = [
            plain(_REASONS[reason.what].format(", ".join(reason.evidence)))
            for reason in pair.reasons
            if reason.what in _REASONS and reason.weight * sign >= _LEAST_WEIGHT
        ]
        if told:
            text.append(f"\n    {head}: {'; '.join(told[:_MOST_REASONS])}", "dim")


def _statement(name: str, behind: Behind) -> Text:
    text = Text()
    for statement in behind.known([name]):
        text.append(f"{_quoted(statement.content.text)} ", "default")
        text.append(plain(behind.outlet(statement.article)), "dim")
    return text


def _stand(pair: ExplainedPair) -> str:
    if pair.stand is None or pair.sure is None:
        return ""
    rules = "".join(f", {_RULES[rule]}" for rule in pair.rules)
    return f"{_STANDS[pair.stand]}, {pair.sure:.0%} sure{rules}"


def _quoted(text: str | None) -> str:
    shown = plain(text or "")
    return f"“{shown[:_SHOWN_CHARS]}{'…' if len(shown) > _SHOWN_CHARS else ''}”"
