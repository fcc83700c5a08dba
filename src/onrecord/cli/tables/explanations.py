"""Why blocks were labelled as they were, as a table for people."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.articles.explanation import ExplainedBlock, Explanation, Reason
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
            Text(f"{block.score:.2f}", "yellow" if is_doubtful(block) else ""),
            words(first_words(article.text[block.start : block.end]), block_style(block)),
            Text("\n").join(words(reason_words(reason)) for reason in block.reasons),
        )
    console.print(table)
    doubtful = sum(map(is_doubtful, explanation.blocks))
    console.print(
        Text(f"{len(explanation.blocks)} blocks, {doubtful} of a score below {DOUBTFUL}\n", "dim")
    )


def is_by_rule(block: ExplainedBlock) -> bool:
    """Whether a rule gave the block its kind, against the labeller's own choice."""
    return any(reason.what == "rule" for reason in block.reasons)


def is_doubtful(block: ExplainedBlock) -> bool:
    """Whether the labeller itself is not sure of the block's kind."""
    return block.score < DOUBTFUL and not is_by_rule(block)


def first_words(text: str) -> str:
    """Return the first words of a block, with an ellipsis where there are more."""
    found = text.split(maxsplit=_FIRST_WORDS)
    return " ".join(found[:_FIRST_WORDS]) + (" …" if len(found) > _FIRST_WORDS else "")


def reason_words(reason: Reason) -> str:
    """Return a reason as people say it: ``names +1.20: <nav>; inside “menu”``."""
    weight = "" if reason.weight is None else f" +{reason.weight:.2f}"
    return plain(f"{reason.what}{weight}: {'; '.join(reason.evidence)}")
