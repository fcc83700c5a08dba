"""Bytes to text, for pages whose declared encoding may be missing, wrong or mixed."""

import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from onrecord import settings
from onrecord.errors import BinaryPageError, EmptyPageError, PageTooLargeError
from onrecord.records import Capture

#: First bytes of formats that are never pages (the magic numbers of `file(1)`).
_MAGIC = (
    b"%PDF-", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"PK\x03\x04", b"PK\x05\x06",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!\x1a\x07", b"\x7fELF", b"MZ\x90\x00",
    b"RIFF", b"OggS", b"ID3\x03", b"ID3\x04", b"SQLite format 3\x00", b"wOFF", b"wOF2",
    b"\xd0\xcf\x11\xe0",
)  # fmt: skip
#: A share of control characters above this is not text.
_MAX_CONTROL_SHARE = 0.02
_SAMPLE_CHARS = 20_000
#: NUL is let be: damaged exports are full of it and readable all the same.
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd-\uffff]")
_RUN_OF_BYTES = re.compile(rb"[\x80-\xff]+")


def decode(page: Capture) -> str:
    """Return the text of a capture's bytes.

    The order is the one of the WHATWG Encoding and HTML standards: byte order mark, HTTP
    header, ``<meta>`` in the first bytes; a declaration the bytes contradict is passed over.
    Then UTF-8, UTF-16 without a mark (told by its zero bytes), and at last windows-1252 for
    just those bytes that are not UTF-8, so that a page of mixed encodings stays readable.

    Raises:
        PageTooLargeError: There are more bytes than the setting ``MAX_PAGE_BYTES``.
        EmptyPageError: There is nothing but white space.
        BinaryPageError: The bytes are those of an image, an archive or another program's file.
    """
    _check_size(page)
    if not page.content.strip(b" \t\r\n\0"):
        raise EmptyPageError(f"{page.name} is empty. Save the page again, with its text.")
    if page.content.startswith(_MAGIC):
        raise _binary(page.name)
    text = check_text(_decode(page), page)
    sample = text[:_SAMPLE_CHARS]
    if len(_CONTROL.findall(sample)) > len(sample) * _MAX_CONTROL_SHARE:
        raise _binary(page.name)
    return text


def check_text(text: str, page: Capture) -> str:
    """Return `text`, the decoded content of `page`, if there are words in it.

    Raises:
        PageTooLargeError: As `decode`.
        EmptyPageError: As `decode`.
    """
    _check_size(page)
    if not text.strip(" \t\r\n\0\ufeff"):
        raise EmptyPageError(f"{page.name} is empty. Save the page again, with its text.")
    return text


def _check_size(page: Capture) -> None:
    limit = settings.get("MAX_PAGE_BYTES")
    if len(page.content) > limit:
        message = (
            f"{page.name} has {len(page.content)} bytes, more than {limit}. "
            "Raise the setting ONRECORD_MAX_PAGE_BYTES to read it."
        )
        raise PageTooLargeError(message)


def _binary(name: str) -> BinaryPageError:
    return BinaryPageError(f"{name} is not text. Give a saved page (.html) or its text (.txt).")


def _decode(page: Capture) -> str:
    content = page.content
    mark, skipped = read_bom(content)
    if mark is not None and skipped is not None:
        return content[len(skipped) :].decode(mark, errors="replace")
    if (wide := _guess_utf16(content)) is not None:
        return content.decode(wide, errors="replace")
    for declared in _declared(page):
        try:
            return content.decode(declared)
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_mixed(content)


def _declared(page: Capture) -> list[str]:
    names = ["utf-8", http_content_type_encoding(page.headers.get("content-type"))]
    if page.media == "html":
        names.append(html_body_declared_encoding(page.content))
    known = [resolve_encoding(name) for name in names if name]
    # A page of valid UTF-8 with other than ASCII bytes is UTF-8 whatever it declares: the
    # bytes of other encodings almost never are. ASCII-only bytes may be ISO-2022 or UTF-7-like.
    if page.content.isascii():
        known.reverse()
    return [name for name in known if name is not None]


def _guess_utf16(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by zero bytes that stand on one side of each pair."""
    head = content[:2000]
    if len(content) % 2 or len(head) < 2:
        return None
    even, odd, pairs = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if odd > pairs * 0.4 and even < pairs * 0.1:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.1:
        return "utf-16-be"
    return None


def _decode_mixed(content: bytes) -> str:
    """Decode UTF-8 and read each run of bytes that is not UTF-8 as windows-1252."""

    def decode_run(match: re.Match[bytes]) -> bytes:
        run = match.group()
        try:
            run.decode("utf-8")
        except UnicodeDecodeError:
            return run.decode("cp1252", errors="replace").encode()
        return run

    return _RUN_OF_BYTES.sub(decode_run, content).decode("utf-8", errors="replace")
