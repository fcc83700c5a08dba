"""Names for the blocks that are not the article's running text."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.articles.bylines import is_name, opens_byline
from onrecord.articles.comments import find_thread
from onrecord.articles.measure import Measures, is_long, is_menu_line, is_paragraph
from onrecord.articles.page import Clues, Page, PageBlock, Sign
from onrecord.articles.phrases import head_kind, is_caption
from onrecord.articles.printed_dates import is_date_line
from onrecord.records import BlockKind

#: Kinds by what the markup says, the surer first.
_BY_SIGN: tuple[tuple[str, BlockKind], ...] = (
    ("kicker", "kicker"), ("author_bio", "author_bio"), ("comments", "comments"),
    ("newsletter", "newsletter"),
    ("advert", "advert"), ("figcaption", "caption"), ("caption", "caption"), ("follow", "follow"),
    ("tags", "tags"), ("nav", "navigation"), ("navigation", "navigation"), ("footer", "legal"),
    ("legal", "legal"), ("byline", "byline"), ("time", "date"), ("date", "date"),
    ("teaser", "teaser"), ("aside", "teaser"), ("button", "navigation"), ("form", "navigation"),
)  # fmt: skip
_FAR_DOWN = 25
#: Parts that consist of lines: the first paragraph ends them.
_BRIEF_SECTIONS = frozenset({"advert", "follow", "tags", "navigation"})
_MAX_HEAD_WORDS = 8
_PARAGRAPHS_BEFORE_COMMENTS = 3
_MAX_BYLINE_WORDS = 25


def open_sections(
    blocks: Sequence[PageBlock], measures: Sequence[Measures], first: int
) -> list[str | None]:
    """Return for each block the kind of the part of the page it stands in, or None.

    A part opens with a head line ("Related stories") and ends at the next one, at two
    paragraphs in a row, or after some lines. What stands above `first` opens nothing below.
    """
    thread = find_thread(blocks, measures, first, _PARAGRAPHS_BEFORE_COMMENTS)
    sections: list[str | None] = []
    current: str | None = None
    since = paragraphs = 0
    for index, block in enumerate(blocks):
        opened = head_kind(block.text) if measures[index].words <= _MAX_HEAD_WORDS else None
        if index == thread:
            opened = "comments"
        if opened:
            current, since = opened, 0
        elif index == first:
            current = None
        elif current != "comments" or paragraphs < _PARAGRAPHS_BEFORE_COMMENTS:
            # Only under an article do comments go on for long; above it stands their number.
            enough = 1 if current in _BRIEF_SECTIONS else 2
            ended = since >= enough and all(
                map(is_paragraph, measures[index + 1 - enough : index + 1])
            )
            current = None if ended or since > _FAR_DOWN else current
        paragraphs += index >= first and is_long(measures[index])
        since += 1
        sections.append(current)
    return sections


def printed_adverts(page: Page, measures: Sequence[Measures]) -> list[int]:
    """Return the lines of a pasted page that belong to the word "Advertisement" above them.

    They stand right under it, and a blank line sets the two apart from what is around them.
    """
    blocks = page.blocks
    return [
        index
        for index in range(1, len(blocks) - 1)
        if not page.marked_up
        and (blocks[index - 1].gap, blocks[index].gap, blocks[index + 1].gap) == (True, False, True)
        and not is_long(measures[index])
        and head_kind(blocks[index - 1].text) == "advert"
    ]


class Seen(NamedTuple):
    """What is seen of one block: `line` is its kind by its own words, `section` that of the
    part of the page it stands in, `above` whether it stands before the running text, where
    lines that say nothing else are the site's menu."""

    block: PageBlock
    measured: Measures
    signs: frozenset[Sign]
    line: str | None
    section: str | None
    above: bool


def name_furniture(seen: Seen, clues: Clues) -> BlockKind:
    """Return the kind of one block outside the running text."""
    block, measured, signs, line, section, above = seen
    if section != "comments" and (kind := _meta_kind(block, measured, clues)):
        return kind
    if line and line != "paywall":
        return as_kind(line)
    for sign, kind in _BY_SIGN:
        if sign in signs:
            return kind
    if is_caption(block.text):
        return "caption"
    if is_menu_line(block.text):
        return "navigation"
    if section is not None and not (above and section == "teaser"):
        return as_kind(section)
    if line == "paywall":
        return "newsletter"
    if above and (measured.words <= 6 or measured.linked > 0.6):
        return "navigation"
    if measured.linked > 0.6:
        return "teaser" if measured.words >= 5 else "navigation"
    return "other"


def as_kind(name: str) -> BlockKind:
    """Return the block kind a phrase list is named after."""
    if name == "paywall":
        return "newsletter"
    return name  # type: ignore[return-value]


def _meta_kind(block: PageBlock, measured: Measures, clues: Clues) -> BlockKind | None:
    if measured.words > _MAX_BYLINE_WORDS:
        return None
    text = block.text
    if any(author.lower() == text.lower() for author in clues.authors):
        return "byline"
    if opens_byline(text) and any(word[0].isupper() for word in text.split()[1:3]):
        return "byline"
    if is_date_line(text):
        return "date"
    return None


def is_byline(block: PageBlock, measured: Measures, clues: Clues) -> bool:
    """Whether a short line names the author: "By ...", a known author, or a bare name."""
    if _meta_kind(block, measured, clues) == "byline":
        return True
    return measured.words <= 4 and is_name(block.text)
