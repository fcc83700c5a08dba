"""Words in quotation marks, found character by character.

Parsers lose their way in quotations of several sentences; the marks themselves do not. Known
writings: “ ” ‘ ’ „ “ « » ‹ › ", ', `` '' and any of them nested in another. A quotation that
runs over several paragraphs opens in each and closes in the last (the rule of the Chicago
Manual of Style, 13.32, and of the Guardian and Observer style guide).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Block, Span

#: Closing marks by opening mark. Straight marks open and close alike, and some pages mix them
#: with curly ones.
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’",),
    "``": ("''",),
    "''": ("''",),
    '"': ('"', "”"),
    "'": ("'",),
}
_MARK = re.compile("``|''|[“„«»‹‘\"']")
_SINGLE = {"‘", "'"}
#: A mark that cannot be anything else: an unclosed one still opens a quotation.
_PLAIN_OPENERS = {"“", "„", "«", "‹", "``"}
_BEFORE_OPENER = set("([{—–-/…:;,.!?¿¡“‘«„\"'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; the spans hold the marks, one span per paragraph.

    `closed` is false where the closing mark is missing.
    """

    spans: tuple[Span, ...]
    closed: bool

    @property
    def start(self) -> int:
        """Where it opens."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where its last paragraph ends."""
        return self.spans[-1].end


def find_quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """Find the quotations of the given blocks, outermost marks only.

    Args:
        text: `Article.text`.
        blocks: The blocks to look into, in page order; a quotation that is open at the end
            of one goes on in the next if that one opens with the same mark.

    Returns:
        Quotations in the order of their opening marks; they do not overlap.
    """
    found: list[Quotation] = []
    pending: list[Span] = []
    for block in blocks:
        for span, closed in _in_block(text, block):
            is_continuation = bool(pending) and not text[block.start : span.start].strip()
            spans = (*pending, span) if is_continuation else (span,)
            if pending and not is_continuation:
                found.append(Quotation(tuple(pending), closed=False))
            pending = []
            if closed:
                found.append(Quotation(spans, closed=True))
            else:
                pending = list(spans)
        if pending and pending[-1].end <= block.start:
            found.append(Quotation(tuple(pending), closed=False))
            pending = []
    if pending:
        found.append(Quotation(tuple(pending), closed=False))
    return tuple(found)


def _in_block(text: str, block: Block) -> Iterator[tuple[Span, bool]]:
    """Yield each quotation of one block with whether its closing mark stands there."""
    at = block.start
    while match := _MARK.search(text, at, block.end):
        mark, start = match.group(), match.start()
        at = match.end()
        if not _opens(text, block, start, mark):
            continue
        end = _closing(text, block, at, mark)
        if end is not None:
            if text[at : end - 1].strip():
                yield Span(start, end), True
            at = end
        elif mark in _PLAIN_OPENERS or (
            mark not in _SINGLE and not text[block.start : start].strip()
        ):
            yield Span(start, block.start + len(text[block.start : block.end].rstrip())), False
            return


def _opens(text: str, block: Block, start: int, mark: str) -> bool:
    """Whether the mark opens a quotation: words after it, no word before it."""
    after = start + len(mark)
    if after >= block.end or text[after].isspace():
        return False
    if start == block.start or mark in ("“", "„", "«", "‹", "``"):
        return True
    before = text[start - 1]
    return before.isspace() or before in _BEFORE_OPENER


def _closing(text: str, block: Block, at: int, mark: str) -> int | None:
    """Return the place after the mark that closes the one before `at`, or None."""
    closers = _CLOSERS[mark]
    if mark in _SINGLE:
        return _closing_single(text, block, at, closers[0])
    for place in range(at, block.end):
        for closer in closers:
            if text.startswith(closer, place) and place + len(closer) <= block.end:
                if (
                    closer == '"'
                    and text[place - 1].isspace()
                    and _opens(text, block, place, closer)
                ):
                    continue  # a straight mark between white space and a word opens another one
                return place + len(closer)
    return None


def _closing_single(text: str, block: Block, at: int, closer: str) -> int | None:
    """Tell the closing mark from an apostrophe: "the workers’ rights" does not close."""
    doubtful: int | None = None
    for place in range(at + 1, block.end):
        if text[place] != closer or text[place - 1].isspace():
            continue
        after = text[place + 1] if place + 1 < block.end else " "
        if after.isalnum():
            continue
        if text[place - 1] == "s" and after == " ":
            doubtful = place + 1
            continue
        return place + 1
    return doubtful
