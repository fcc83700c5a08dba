"""What is told of one statement beside its words: source, certainty, events, figures and more."""

from collections.abc import Iterable, Sequence

from onrecord.cli.pages.document import line
from onrecord.cli.tables.articles import figure_words
from onrecord.records import Event, Figure, Participant, Place, Source, Span, Statement, Time

_FACTUALITY = {
    3: "certainly so",
    2: "probably so",
    1: "possibly so",
    0: "left open",
    -1: "possibly not so",
    -2: "probably not so",
    -3: "certainly not so",
}


def speaker(statement: Statement) -> str:
    """Return the name of who says it, or what is known of a speaker without a name, as HTML."""
    if statement.source:
        return f"<bdi>{line(statement.source.name)}</bdi>"
    told = "a speaker not named" if statement.lacks_speaker else "the outlet itself"
    return f'<span class="none">{told}</span>'


def manner(statement: Statement) -> str:
    """Return form, certainty and factuality as HTML."""
    return (
        f'<span class="form">{statement.form}</span> · '
        f'<span class="certainty {statement.certainty}">{statement.certainty}</span> · '
        f'<span class="factuality">{_signed(statement.factuality)}</span>'
    )


def note(statement: Statement, text: str, *, number: int, page: int, source: int, slot: int) -> str:
    """Return the item of one statement in the list beside the words.

    Args:
        statement: What it tells of.
        text: Of the article.
        number: Of the statement in the article, from 1 on.
        page: Of the article in the document.
        source: Of the statement's source in the list of sources.
        slot: By which the style knows the statement beside its block.
    """
    found = _found(statement, text)
    told = ", ".join(
        f"{len(items)} {name if len(items) > 1 else name[:-1]}" for name, items in found if items
    )
    count = f' <span class="count">{told}</span>' if told else ""
    missing = [name for name, items in found if not items]
    rows = [
        ("factuality", [_factuality(statement.factuality)]),
        ("source", [_source(statement.source)] if statement.source else []),
        ("cue", [_quoted(statement.cue.text)] if statement.cue else []),
        *found,
        ("score", [f"{statement.score:.2f}"]),
    ]
    lacks = f'<p class="none">No {_listed(missing)}.</p>' if missing else ""
    return (
        f'<li class="note {statement.form} s{slot}" id="page-{page}-statement-{number}">'
        f'<a class="to-words" href="#page-{page}-words-{number}" '
        f'aria-label="To the words of statement {number}">{number}</a>'
        f'<details><summary><span class="who">{speaker(statement)}</span> '
        f'<span class="how">{manner(statement)}{count}</span></summary>'
        f'<div class="more"><dl>{"".join(_row(name, items) for name, items in rows if items)}</dl>'
        f'{lacks}<p><a href="#page-{page}-source-{source}">All of this source</a></p></div>'
        "</details></li>"
    )


def _row(name: str, items: Iterable[str]) -> str:
    return f"<dt>{name.capitalize()}</dt>" + "".join(f"<dd>{item}</dd>" for item in items)


def _found(statement: Statement, text: str) -> list[tuple[str, list[str]]]:
    return [
        ("events", [_event(event, text) for event in statement.events]),
        ("figures", [_figure(figure, text) for figure in statement.figures]),
        ("times", [_time(time, text) for time in statement.times]),
        ("places", [_place(place, text) for place in statement.places]),
    ]


def _source(source: Source) -> str:
    attribute = f"; <bdi>{line(source.attribute)}</bdi>" if source.attribute else ""
    kind = "kind unknown" if source.kind == "unnamed" else source.kind
    return f"{_quoted(source.text)} is <bdi>{line(source.name)}</bdi> ({kind}){attribute}"


def _event(event: Event, text: str) -> str:
    code = f"{event.category}, {event.mode}" if event.mode else event.category
    where = f"; in <bdi>{line(event.place)}</bdi>" if event.place else ""
    when = f"; <bdi>{line(event.time)}</bdi>" if event.time else ""
    contexts = "; " + line(", ".join(each.replace("_", " ") for each in event.contexts))
    return (
        f'{_words(event.trigger, text)} <b class="code">{line(code)}</b> '
        f"{_people(event.actors)} → {_people(event.recipients)}{where}{when}"
        f"{contexts if event.contexts else ''}"
    )


def _people(people: Sequence[Participant]) -> str:
    if not people:
        return '<span class="none">nobody named</span>'
    shown = []
    for each in people:
        codes = " ".join(filter(None, [each.country, each.sector]))
        code = f' <span class="codes">{line(codes)}</span>' if codes else ""
        shown.append(f"<bdi>{line(each.name)}</bdi>{code}")
    return ", ".join(shown)


def _figure(figure: Figure, text: str) -> str:
    exact = figure.value is None or figure.low == figure.high == figure.value
    ends = [end for end in (figure.low, figure.high) if end is not None]
    between = f" ({' to '.join(f'{end:,.10g}' for end in ends)})" if len(ends) > 1 else ""
    return (
        f"{_words(figure.span, text)} = <bdi>{line(figure_words(figure))}</bdi>"
        f"{'' if exact else between}"
    )


def _time(time: Time, text: str) -> str:
    value = line(time.value) if time.value else '<span class="none">unresolved</span>'
    return f"{_words(time.span, text)} = {value} ({time.type})"


def _place(place: Place, text: str) -> str:
    where = [place.country, place.precision]
    if place.lat is not None and place.lon is not None:
        where.append(f"{place.lat:g}, {place.lon:g}")
    told = line("; ".join(each for each in where if each))
    return f"{_words(place.span, text)} = <bdi>{line(place.name)}</bdi>" + (
        f" ({told})" if told else ""
    )


def _factuality(factuality: float) -> str:
    return f"{_signed(factuality)}, {_FACTUALITY[round(factuality)]}"


def _signed(factuality: float) -> str:
    return f"{factuality:+g}".replace("-", "−") if factuality else "0"


def _words(span: Span, text: str) -> str:
    return _quoted(span.of(text))


def _quoted(words: str) -> str:
    return f"<q>{line(words)}</q>"


def _listed(names: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
