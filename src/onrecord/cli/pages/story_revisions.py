"""What outlets changed in their reports, on the page of a story: statements first, then words."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import language, line, moment, section
from onrecord.cli.pages.evidence import opened, sentence
from onrecord.cli.plain import plain
from onrecord.records import Article, Correction, CorrectionKind, EditKind, Revision, SentenceEdit

_KINDS: dict[CorrectionKind, str] = {
    "figure": "Another figure",
    "person": "Another person",
    "certainty": "Said more or less surely",
    "withdrawn": "Taken back",
}
_EDITS: dict[EditKind, str] = {"added": "added", "removed": "removed", "changed": "changed"}
#: The same between two versions of which nothing tells which came first.
_DIFFERENCES: dict[EditKind, str] = {
    "added": "in one only", "removed": "in one only", "changed": "differs",
}  # fmt: skip


def revisions(found: Sequence[Revision], behind: Behind) -> str:
    """Return the section of what was changed in reports as HTML; empty where nothing was."""
    if not found:
        return ""
    return section("revisions", "Changed in the reports", [_revision(r, behind) for r in found])


def _revision(revision: Revision, behind: Behind) -> str:
    article = behind.articles.get(revision.article)
    at = moment(revision.at) or '<span class="none">no date</span>'
    note = "The outlet does not say so."
    if not revision.order_known:
        note = (
            "Nothing tells which of the two versions came first: words struck out stand in one of "
            "them, words underlined in the other."
        )
    elif revision.note:
        words = f"<q{_language(article)}>{line(revision.note.text)}</q>"
        note = f"The outlet says: {words}"
    corrections = "".join(f"<li>{_correction(each, behind)}</li>" for each in revision.corrections)
    kinds = _EDITS if revision.order_known else _DIFFERENCES
    edits = "\n".join(
        f'<li><span class="when">{kinds[each.kind]}</span> {_edit(each, article)}</li>'
        for each in revision.edits
    )
    number = len(revision.edits)
    done = "edited" if revision.order_known else "not the same"
    return "\n".join(
        [
            '<article class="revision">',
            f"<h3><cite>{line(behind.outlet(revision.article))}</cite>, {at}</h3>",
            f'<p class="note">{note}</p>',
            f'<ul class="corrections">{corrections}</ul>' if corrections else "",
            f"<details><summary>{number} {'sentence' if number == 1 else 'sentences'} {done}"
            f'</summary><ul class="edits">\n{edits}\n</ul></details>'
            if edits
            else "",
            "</article>",
        ]
    )


def _language(article: Article | None) -> str:
    return language(article) if article else ""


def _correction(correction: Correction, behind: Behind) -> str:
    told = "" if correction.acknowledged else ", <b>not mentioned by the outlet</b>"
    steps = [correction.before, correction.after]
    if correction.after == correction.before:
        steps = [correction.before]
    shown = [
        opened(sentence(statement, behind), [statement.id], behind)
        for step in steps
        if step
        for statement in behind.known([step])
    ]
    return f'<p class="when">{_KINDS[correction.kind]}{told}</p>{"".join(shown)}'


def _edit(edit: SentenceEdit, article: Article | None) -> str:
    before, after = (plain(words.text) if words else "" for words in (edit.before, edit.after))
    return f'<span dir="auto"{_language(article)}>{_marked(before, after)}</span>'


def _marked(before: str, after: str) -> str:
    """Return what stands in either sentence, word by word, each once, as HTML."""
    old, new = before.split(), after.split()
    pieces = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(escape(" ".join(old[first:last])))
            continue
        if first < last:
            pieces.append(f"<del>{escape(' '.join(old[first:last]))}</del>")
        if start < end:
            pieces.append(f"<ins>{escape(' '.join(new[start:end]))}</ins>")
    return " ".join(pieces)
