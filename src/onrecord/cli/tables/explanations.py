"""Why blocks were labelled as they were, as a table for people."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.articles.explanation import Explanation, Reason
from onrecord.cli.plain import plain
from onrecord.cli.tables.articles import block_style
from onrecord.cli.tables.words import words

#: Words of a block that are enough to know it by.
_FIRST_WORDS = 12
#: A kind of which the labeller is less sure than this is worth a look.
DOUBTFUL = 0.5


def show_explanation(console: Console, explanation: Explanation) -> None:
    """Show every block of one article with its kind, its score, and the reasons."""
    article = explanation.article
    console.print(words(article.headline or article.id, "bold"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, leading=1)
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Words", ratio=2)
    table.add_column("Reasons", ratio=3)
    for number, block in enumerate(explanation.blocks, start=1):
        table.add_row(
            str(number),
            Text(block.kind, block_style(block)),
            Text(f"{block.score:.2f}", "yellow" if block.score < DOUBTFUL else ""),
            words(first_words(article.text[block.start : block.end]), block_style(block)),
            Text("\n").join(_told(reason) for reason in block.reasons),
        )
    console.print(table)
    doubtful = sum(block.score < DOUBTFUL for block in explanation.blocks)
    console.print(
        Text(f"{len(explanation.blocks)} blocks, {doubtful} with a score below {DOUBTFUL}\n", "dim")
    )


def first_words(text: str) -> str:
    """Return the first words of a block, with an ellipsis where there are more."""
    found = text.split(maxsplit=_FIRST_WORDS)
    return " ".join(found[:_FIRST_WORDS]) + (" …" if len(found) > _FIRST_WORDS else "")


def weight_words(reason: Reason) -> str:
    """Return what a reason is and its weight, such as ``names +1.20``; a rule has none."""
    return reason.what if reason.weight is None else f"{reason.what} +{reason.weight:.2f}"


def _told(reason: Reason) -> Text:
    evidence = plain("; ".join(reason.evidence))
    return Text.assemble((weight_words(reason), "bold"), f": {evidence}")
