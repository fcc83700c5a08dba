"""The words behind what a page says: the exact sentence, the outlet, the time."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import language, line, moment
from onrecord.cli.pages.marks import lone_words
from onrecord.cli.pages.notes import manner, speaker
from onrecord.records import Article, Statement


def opened(
    shown: str, statement_ids: Sequence[str], behind: Behind, *, beside: str = "", taken: str = ""
) -> str:
    """Return words that open what stands behind them, as HTML.

    Args:
        shown: The words, as HTML.
        statement_ids: What they rest on. One that is not among the records is left out.
        behind: The records.
        beside: What stands with the words and is not a part of them, as HTML.
        taken: The words as they stand in a report: the statement that holds them comes first.
    """
    held = sorted(behind.known(statement_ids), key=lambda each: not is_from(taken, each, behind))
    told = [_evidence(statement, behind) for statement in held]
    if not told:
        return f'<p class="said">{shown} {beside}</p>'
    items = "\n".join(f"<li>{each}</li>" for each in told)
    return (
        f'<details class="said"><summary>{shown} {beside}</summary>'
        f'<ul class="evidence">\n{items}\n</ul></details>'
    )


def is_from(taken: str, statement: Statement, behind: Behind) -> bool:
    """Whether words of a story were taken from this statement: its sentence, or its content."""
    if not taken:
        return False
    article = behind.report_of(statement)
    whole = statement.sentence.of(article.text) if article else ""
    return taken in {whole, statement.content.text.strip()}


def _evidence(statement: Statement, behind: Behind) -> str:
    article = behind.report_of(statement)
    if article is None:
        return line(statement.content.text)
    outdated = ""
    if behind.is_outdated(statement):
        outdated = ' <strong class="outdated">No longer in the report.</strong>'
    return (
        f'<p class="exact" dir="auto"{language(article)}>{lone_words(article.text, statement)}</p>'
        f'<p class="from">{report(article, behind)}. '
        f'<span class="who">{speaker(statement)}</span>: {manner(statement)}.{outdated}</p>'
    )


def report(article: Article, behind: Behind) -> str:
    """Return outlet and time of a report as HTML, with a link to the page if it is on the web."""
    outlet = f"<cite>{line(behind.outlet(article.id))}</cite>"
    if link := web_address(article):
        outlet = f'<a href="{link}" rel="noreferrer">{outlet}</a>'
    return f"{outlet}, {dated(article)}"


def web_address(article: Article) -> str:
    """Return the address as HTML if it leads to a web page: another may run a script."""
    url = article.url or ""
    return line(url) if url.lower().startswith(("http://", "https://")) else ""


def dated(article: Article) -> str:
    """Return when a report was published as HTML; unknown is said to be so."""
    at = article.published_at
    if at is None:
        return '<span class="none">no date</span>'
    return f'<time datetime="{at.isoformat()}">{moment(at)}</time>'


def sentence(statement: Statement, behind: Behind) -> str:
    """Return the whole sentence of a statement as HTML, in its language."""
    article = behind.report_of(statement)
    if article is None:
        return f'<span dir="auto">{line(statement.content.text)}</span>'
    words = statement.sentence.of(article.text)
    return f'<span dir="auto"{language(article)}>{line(words)}</span>'


def voices(statement_ids: Iterable[str], behind: Behind) -> str:
    """Return who stands behind statements as a list: sources, and the outlets that have them."""
    items = "".join(f"<li>{voice}</li>" for voice in _voices(statement_ids, behind))
    return f'<ul class="by" aria-label="Told by">{items}</ul>'


def voices_line(statement_ids: Iterable[str], behind: Behind) -> str:
    """Return the same on one line."""
    return f'<span class="by">{"; ".join(_voices(statement_ids, behind))}</span>'


def _voices(statement_ids: Iterable[str], behind: Behind) -> Iterator[str]:
    for source, outlets in behind.voices(statement_ids).items():
        printed = ", ".join(f"<cite>{line(outlet)}</cite>" for outlet in outlets)
        yield f"<bdi>{line(source)}</bdi>, in {printed}" if source else printed
