"""Pages that would fill the memory or take minutes: refused before they are taken apart."""

import re
from itertools import accumulate

from onrecord.errors import PageTooLargeError

#: Pages have a tag for every 50 characters or so, and lines are longer; a short page may have
#: as many as it likes.
_MANY_TAGS, _CHARS_A_TAG = 100_000, 25
_MANY_LINES, _CHARS_A_LINE = 200_000, 40
#: The more elements are open, the longer a parser looks for the one that a tag belongs to.
_DEEPEST = 15_000
_NESTING_TAG = re.compile(
    r"<(/?)(?:a|article|aside|b|blockquote|center|dl|div|em|font|form|i|main|nav|ol|section|small"
    r"|span|strong|table|u|ul)(?=[\s>/])",
    re.IGNORECASE,
)


def check_markup(text: str, name: str) -> None:
    """Refuse a page that is almost all tags, or whose elements stand too deep in each other.

    Raises:
        PageTooLargeError: There are more tags than 100,000 and than one for 25 characters, or
            more than 15,000 elements stand inside each other.
    """
    tags, most = text.count("<"), max(_MANY_TAGS, len(text) // _CHARS_A_TAG)
    if tags > most:
        raise _refused(f"{name} has {tags} tags in {len(text)} characters, more than {most}.")
    if tags > _DEEPEST:
        steps = (-1 if closing else 1 for closing in _NESTING_TAG.findall(text))
        depth = max(accumulate(steps), default=0)
        if depth > _DEEPEST:
            raise _refused(f"{name} has {depth} elements inside each other, more than {_DEEPEST}.")


def check_lines(text: str, name: str) -> None:
    """Refuse a text that is all line ends.

    Raises:
        PageTooLargeError: There are more lines than 200,000 and than one for 40 characters.
    """
    lines, most = text.count("\n"), max(_MANY_LINES, len(text) // _CHARS_A_LINE)
    if lines > most:
        raise _refused(f"{name} has {lines} lines in {len(text)} characters, more than {most}.")


def _refused(reason: str) -> PageTooLargeError:
    return PageTooLargeError(f"{reason} Save the page again, or give its text as a .txt file.")
