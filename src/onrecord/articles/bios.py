"""What a page prints about its author, told from the article and joined to the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.articles.bylines import clean_names, is_name
from onrecord.articles.measure import Measures
from onrecord.articles.page import Page
from onrecord.articles.phrases import head_kind
from onrecord.lexicons import lexicon

_WORD = re.compile(r"\w+")
#: A pronoun this near to the beginning still speaks of the author.
_NEAR_CHARS = 90
_MAX_NAME_WORDS = 4
#: Paragraphs that come before a bio; a page that opens with one has no article above it.
_MIN_PARAGRAPHS_BEFORE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bio:
    """Blocks ``[first, last]`` about the person `name`; `line` is the name alone above them."""

    name: str
    first: int
    last: int
    line: int | None


@cache
def _words() -> dict[str, frozenset[str]]:
    table = lexicon("articles/bios.toml")
    return {name: frozenset(words) for name, words in table.items()}


def find_bios(page: Page, measures: Sequence[Measures], authors: Sequence[str]) -> list[Bio]:
    """Return the author bios of a page, in page order.

    A bio begins with the author's name and tells a job of the trade ("... is a senior reporter
    ..."). That the name is the author's must be shown by the byline, by the name on a line of
    its own above, or by a head such as "About the author": articles are about journalists too.
    """
    bios: list[Bio] = []
    paragraphs = 0
    index = 0
    while index < len(page.blocks):
        bio = None
        if paragraphs >= _MIN_PARAGRAPHS_BEFORE:
            bio = _bio_at(page, measures, index, authors)
        if bio is not None:
            bios.append(bio)
            index = bio.last
        elif measures[index].words >= 14 and measures[index].sentence:
            paragraphs += 1
        index += 1
    return bios


def _bio_at(
    page: Page, measures: Sequence[Measures], index: int, authors: Sequence[str]
) -> Bio | None:
    text = page.blocks[index].text
    if measures[index].words < 6 or not measures[index].sentence:
        return None
    name = _leading_name(text)
    if name is None:
        return None
    line = _name_line(page, index, name)
    known = any(same_person(name, author) for author in authors)
    headed = index > 0 and head_kind(page.blocks[index - 1].text) == "author_bio"
    if not (known or headed or line is not None) or not _tells_a_job(text):
        return None
    return Bio(name=name, first=index, last=_end(page, measures, index, name), line=line)


def _leading_name(text: str) -> str | None:
    words = text.split(maxsplit=_MAX_NAME_WORDS + 1)
    for length in range(min(_MAX_NAME_WORDS, len(words) - 1), 1, -1):
        is_parted = words[length - 1].endswith(",")
        if is_parted or words[length].lower().strip(",") in _words()["verbs"]:
            name = " ".join(words[:length]).rstrip(",")
            if is_name(name):
                return name
    return None


def _name_line(page: Page, index: int, name: str) -> int | None:
    for above in range(index - 1, max(-1, index - 3), -1):
        text = page.blocks[above].text
        if len(text) > 80:
            return None
        found = clean_names([text])
        if found and same_person(found[0], name):
            return above
    return None


def same_person(left: str, right: str) -> bool:
    """Whether two names are of the same words; pages print the family name first or last."""
    return _parts(left) == _parts(right)


def _parts(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def _tells_a_job(text: str) -> bool:
    words = {word.lower() for word in re.findall(r"[\w-]+", text)}
    return bool(words & _words()["roles"])


def _end(page: Page, measures: Sequence[Measures], first: int, name: str) -> int:
    last = first
    parts = _parts(name)
    for index in range(first + 1, len(page.blocks)):
        block = page.blocks[index]
        if not measures[index].sentence or measures[index].words < 4:
            break
        near = {word.lower() for word in _WORD.findall(block.text[:_NEAR_CHARS])}
        if not near & (parts | _words()["pronouns"]):
            break
        last = index
    return last


def bio_text(page: Page, bio: Bio) -> str:
    """Return the words of a bio, its paragraphs set apart by newlines."""
    return "\n".join(block.text for block in page.blocks[bio.first : bio.last + 1])
