"""Pasted text to unlabelled blocks: exact places in exactly what was pasted."""

import re
from itertools import pairwise

from onrecord.articles.page import Page, PageBlock

#: A line with its words, without the white space and invisible characters around them.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: White space of any kind, NUL, and the marks that show nothing.
_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + (
    "\0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)
_SENTENCE_END = re.compile(r"[.!?:…。！？؟।]['\"”’»)\]]*$")
_BARE_URL = re.compile(r"https?://[^\s/]+\S*")
#: Hard-wrapped lines are about as long as one another, within what a terminal or mail shows.
_WRAP_WIDTHS = range(40, 121)
_WRAP_SLACK = 18


def read_text_blocks(text: str) -> Page:
    """Return a block for each paragraph of `text`.

    Paragraphs stand apart by blank lines or by single line breaks; where the lines between
    two blank lines are wrapped at one width they are one paragraph.
    """
    blocks: list[PageBlock] = []
    for run in _runs(text):
        if _is_wrapped(text, run):
            run = [(run[0][0], run[-1][1])]
        for number, (start, end) in enumerate(run):
            words = text[start:end]
            blocks.append(PageBlock(text=words, start=start, end=end, gap=number == 0))
    return Page(text=text, blocks=tuple(blocks))


def _runs(text: str) -> list[list[tuple[int, int]]]:
    """Return the lines that have words, as ``(start, end)``, grouped between blank lines."""
    runs: list[list[tuple[int, int]]] = [[]]
    last_end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip(_BLANK)
        if not words:
            continue
        start = match.start() + line.index(words)
        between = text[last_end:start]
        if between.count("\n") > 1 or between.count("\r") > max(1, between.count("\n")):
            runs.append([])
        runs[-1].append((start, start + len(words)))
        last_end = start + len(words)
    return [run for run in runs if run]


def _is_wrapped(text: str, run: list[tuple[int, int]]) -> bool:
    if len(run) < 2:
        return False
    lengths = [end - start for start, end in run]
    width = max(lengths)
    if width not in _WRAP_WIDTHS or min(lengths[:-1]) < width - _WRAP_SLACK:
        return False
    # A line is wrapped only if the first word of the next one had no room on it.
    for (start, end), (following, _) in pairwise(run):
        first_word = text[following : following + width].split(maxsplit=1)[0]
        if end - start + 1 + len(first_word) <= width:
            return False
    breaks = len(run) - 1
    open_ends = sum(not _SENTENCE_END.search(text[start:end]) for start, end in run[:-1])
    fresh = sum(not text[start].isalnum() or text[start].isupper() for start, _ in run[1:])
    return open_ends * 2 >= breaks and fresh * 2 <= breaks


def leading_url(text: str) -> str | None:
    """Return the address that stands alone on the first line with words, or None."""
    first = next((line.strip(_BLANK) for line in text.splitlines() if line.strip(_BLANK)), "")
    return first if is_address(first) else None


def is_address(line: str) -> bool:
    """Whether a line is an http or https URL and nothing else."""
    return bool(_BARE_URL.fullmatch(line))
