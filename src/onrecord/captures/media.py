"""Whether bytes of unknown kind are a web page or text."""

import re

from onrecord.records import Media

_SNIFFED_BYTES = 2048
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# The tag patterns of the MIME Sniffing standard, section 7.1, and those that HTML has gained
# since. Attributes may follow the name, so a space or `>` must.
_PAGE_START = re.compile(
    rb"""\s*(?:<\?xml\b[^>]*>\s*)?
    (?:<!--|<(?:!doctype\s+html|html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|
    body|br|p|article|aside|figure|footer|header|img|link|main|meta|nav|section|span|ul)[\s/>])""",
    re.IGNORECASE | re.VERBOSE,
)


def guess_media(content: bytes) -> Media:
    """Tell a web page from pasted text by how it begins.

    Args:
        content: The first bytes at least, in any encoding whose letters are ASCII or UTF-16.

    Returns:
        ``html`` where the first thing is a tag or a comment, else ``text``.

    Source:
        WHATWG MIME Sniffing, section 7.1, identifying a resource with an unknown MIME type.
    """
    start = content[:_SNIFFED_BYTES]
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    return "html" if _PAGE_START.match(start.replace(b"\0", b"")) else "text"
