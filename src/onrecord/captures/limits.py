"""The one limit on the size of a page, wherever it comes from."""

from collections.abc import Iterable
from typing import BinaryIO

from onrecord import settings
from onrecord.errors import PageTooLargeError


def page_too_large(name: str, limit: int, size: int | None = None) -> PageTooLargeError:
    """Return the error for a page over `limit` bytes; `size` where it is known."""
    has = "over" if size is None else f"{size:,} bytes, over"
    return PageTooLargeError(
        f"{name}: {has} the limit of {limit:,} bytes. "
        "Raise ONRECORD_MAX_PAGE_BYTES to read it all the same."
    )


def read_page(stream: BinaryIO, name: str, size: int = 0) -> bytes:
    """Read a page of at most MAX_PAGE_BYTES.

    Args:
        stream: Read to its end, or one byte past the limit.
        name: What a person calls the page.
        size: Bytes it is said to have; too many are refused before reading. 0: unknown.

    Raises:
        PageTooLargeError: The page is over the limit.
    """
    # One byte more than is allowed shows that there is more.
    whole = (stream.read(settings.get("MAX_PAGE_BYTES") + 1) for _ in range(1))
    return join_chunks(whole, name, size)


def join_chunks(chunks: Iterable[bytes], name: str, size: int = 0) -> bytes:
    """Join what arrives in pieces, under the same limit and with the same errors."""
    limit = settings.get("MAX_PAGE_BYTES")
    if size > limit:
        raise page_too_large(name, limit, size)
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise page_too_large(name, limit)
    return bytes(content)
