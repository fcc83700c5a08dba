"""Articles and their statements as tables for people."""

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.articles.explanation import ExplainedBlock
from onrecord.block_kinds import BODY_KINDS, META_KINDS
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import amount, day, words
from onrecord.records import Article, Block, Figure, Statement
from onrecord.statements.main_event import MainEvent, find_main_event

#: Words that carry a meaning have it in words too; colour only helps the eye.
_CERTAINTY_STYLES = {
    "confirmed": "green",
    "stated": "",
    "believed": "yellow",
    "possible": "yellow",
    "unclear": "yellow",
    "denied": "red",
    "planned": "cyan",
    "demanded": "cyan",
    "conditional": "cyan",
}
_CHANGES = {"=": "", "~": "about ", ">": "over ", "<": "under ", "up": "up ", "down": "down "}


def show_articles(console: Console, articles: Sequence[Article]) -> None:
    """Show one article with its labelled blocks, or several as one table."""
    if len(articles) == 1:
        _show_article(console, articles[0])
    elif articles:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False)
        table.add_column("Headline", ratio=3)
        table.add_column("Publisher and authors", ratio=2)
        table.add_column("Published", no_wrap=True)
        table.add_column("Language", no_wrap=True)
        table.add_column("Words", justify="right")
        for article in articles:
            table.add_row(
                words(article.headline or article.id, "bold"),
                _origin(article),
                day(article.published_at),
                words(article.language),
                f"{len(article.body.split()):,}",
            )
        console.print(table)


def _origin(article: Article) -> Text:
    lines = [words(article.publisher), *(words(each.name, "dim") for each in article.authors)]
    return Text("\n").join(line for line in lines if line)


def _show_article(console: Console, article: Article) -> None:
    console.print(words(article.headline or article.id, "bold"))
    facts = {
        "authors": ", ".join(author.name for author in article.authors),
        "publisher": article.publisher,
        "published": day(article.published_at),
        "updated": day(article.updated_at),
        "language": article.language,
        "text": article.completeness,
        "entities": ", ".join(entity.name for entity in article.entities),
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in facts.items():
        if value:
            table.add_row(name, words(value))
    console.print(table)
    console.print()
    blocks = Table(box=None, show_header=False, pad_edge=False)
    blocks.add_column(no_wrap=True)
    blocks.add_column()
    for block in article.blocks:
        blocks.add_row(
            Text(block.kind, block_style(block)),
            words(article.text[block.start : block.end], block_style(block)),
        )
    console.print(blocks)
    counts = Counter(block.kind for block in article.blocks)
    listed = ", ".join(f"{kind} {count}" for kind, count in counts.most_common())
    console.print(Text(f"\n{len(article.blocks)} blocks: {listed}", "dim"))


def block_style(block: Block | ExplainedBlock) -> str:
    """Return the style of a block: its headline bold, the text plain, the furniture dim."""
    if block.kind == "headline":
        return "bold"
    if block.kind in BODY_KINDS:
        return ""
    return "cyan" if block.kind in META_KINDS else "dim"


def show_statements(console: Console, article: Article, statements: Sequence[Statement]) -> None:
    """Show what one article states: who, how surely, the words, and the figures in them.

    Above them stands its main event: who did what, when and where.
    """
    console.print(words(article.headline or article.id, "bold"))
    if main := find_main_event(article, statements):
        _show_main_event(console, main)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, leading=1)
    table.add_column("Source", ratio=2)
    table.add_column("Certainty", no_wrap=True)
    table.add_column("Content and figures", ratio=5)
    for statement in statements:
        how = Text(statement.certainty, _CERTAINTY_STYLES[statement.certainty])
        content = words(statement.content.text)
        if statement.figures:
            figures = "; ".join(figure_words(figure) for figure in statement.figures)
            content.append(f"\n{plain(figures)}", "dim")
        table.add_row(_source(statement), how.append(f"\n{statement.form}", "dim"), content)
    console.print(table)
    console.print(Text(f"{len(statements)} statements\n", "dim"))


def _show_main_event(console: Console, main: MainEvent) -> None:
    is_told = main.when_span is not None
    answers = {
        "who": main.who.name if main.who else None,
        "what": main.what.text,
        "when": main.when if is_told or main.when is None else f"{main.when}, day of the report",
        "where": main.where.name if main.where else None,
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for question, answer in answers.items():
        if answer:
            table.add_row(question, words(answer))
    console.print(table)
    console.print()


def _source(statement: Statement) -> Text:
    if statement.source is None:
        unnamed = "a speaker not named" if statement.lacks_speaker else "the outlet itself"
        return Text(unnamed, "dim italic")
    name = words(statement.source.name)
    if statement.source.attribute:
        name.append(f"\n{plain(statement.source.attribute)}", "dim")
    return name


def figure_words(figure: Figure) -> str:
    """Return a figure as people say it, such as ``about 4 % of all political prisoners``."""
    parts = [amount(figure.value, figure.low, figure.high, figure.unit), figure.counts]
    of = f"of {figure.share_of}" if figure.share_of else None
    return _CHANGES[figure.change] + " ".join(part for part in (*parts, of) if part)
