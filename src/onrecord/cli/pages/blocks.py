"""One web page that shows every block of the pages read, with its kind and the reasons."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from onrecord.articles.explanation import ExplainedBlock, Explanation
from onrecord.block_kinds import BODY_KINDS, META_KINDS, BlockKind
from onrecord.cli.pages.document import article_frame, document, facts, language, line, title, words
from onrecord.cli.tables.explanations import DOUBTFUL, is_by_rule, is_doubtful, reason_words
from onrecord.records import Article

_NO_REASON = "no reason: nothing by itself speaks for this kind"
_HELP = (
    "The number beside a kind is its score: how sure the labeller is, 0 to 1. “By a rule”: a rule "
    "chose the kind over the labeller. Open a kind for the reasons, the strongest first."
)
_GROUPS = {"body": "The article", "about": "About it", "furniture": "Around it"}


def block_page(explanations: Sequence[Explanation]) -> str:
    """Return a whole HTML document that shows each article's blocks in page order."""
    level = 2 if len(explanations) > 1 else 1
    return document(
        article_frame("Blocks", ["blocks.css"], [each.article for each in explanations]),
        [_page(each, number, level) for number, each in enumerate(explanations, start=1)],
    )


def _page(explanation: Explanation, number: int, level: int) -> str:
    article = explanation.article
    return "\n".join(
        [
            f'<article class="page" id="page-{number}">',
            title(article, level),
            facts(article),
            _legend(explanation, number),
            _doubts(explanation, number),
            '<ol class="blocks">',
            *(
                _block(block, article, f"page-{number}-block-{index}", index)
                for index, block in enumerate(explanation.blocks, start=1)
            ),
            "</ol>",
            "</article>",
        ]
    )


def _legend(explanation: Explanation, number: int) -> str:
    """Return each kind on the page with its colour and how many blocks have it."""
    counts = Counter(block.kind for block in explanation.blocks)
    first: dict[BlockKind, int] = {}
    for index, block in enumerate(explanation.blocks, start=1):
        first.setdefault(block.kind, index)
    rows = []
    for group, name in _GROUPS.items():
        items = "\n".join(
            f'<li class="{group} {kind}"><a href="#page-{number}-block-{first[kind]}">'
            f'<span class="swatch"></span><span class="kind">{_kind(kind)}</span> '
            f'<span class="count">{counts[kind]}</span></a></li>'
            for kind in get_args(BlockKind)
            if counts[kind] and _group(kind) == group
        )
        nothing = '<span class="none">nothing</span>'
        rows.append(f"<dt>{name}</dt><dd>{f'<ul>{items}</ul>' if items else nothing}</dd>")
    return "\n".join(['<dl class="legend">', *rows, "</dl>"])


def _doubts(explanation: Explanation, number: int) -> str:
    doubtful = [
        f'<a href="#page-{number}-block-{index}">{index}</a>'
        for index, block in enumerate(explanation.blocks, start=1)
        if is_doubtful(block)
    ]
    told = (
        f"{len(doubtful)} of {len(explanation.blocks)} blocks are doubtful, "
        f"of a score below {DOUBTFUL}: {' '.join(doubtful)}"
        if doubtful
        else "No block is doubtful."
    )
    return f'<p class="doubts">{told}</p>\n<p class="help">{_HELP}</p>'


def _block(block: ExplainedBlock, article: Article, anchor: str, index: int) -> str:
    told = [reason_words(reason) for reason in block.reasons] or [_NO_REASON]
    note = ""
    if is_by_rule(block):
        note = ' <span class="note">by a rule</span>'
    elif is_doubtful(block):
        note = ' <span class="note doubtful">doubtful</span>'
    reasons = "".join(f"<li>{_reason(each)}</li>" for each in told)
    return (
        f'<li class="block {_group(block.kind)} {block.kind}" id="{anchor}">'
        f'<details><summary title="{line(" | ".join(told))}">'
        f'<span class="number">{index}</span> <span class="kind">{_kind(block.kind)}</span> '
        f'<span class="score">{block.score:.2f}</span>'
        f"{note}</summary>"
        f'<ul class="reasons">{reasons}</ul></details>'
        f'<p class="words" dir="auto"{language(article)}>'
        f"{words(article.text[block.start : block.end])}</p></li>"
    )


def _reason(told: str) -> str:
    what, _, evidence = told.partition(": ")
    return f'<span class="what">{line(what)}</span> <bdi>{line(evidence)}</bdi>'


def _group(kind: BlockKind) -> str:
    return "body" if kind in BODY_KINDS else "about" if kind in META_KINDS else "furniture"


def _kind(kind: BlockKind) -> str:
    return kind.replace("_", " ")
