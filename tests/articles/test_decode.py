"""Bytes of every bad kind: read as well as can be, or refused with a clear error."""

import os
import zipfile
from io import BytesIO

import pytest

from onrecord.articles.decode import decode
from onrecord.articles.read import read
from onrecord.errors import BinaryPageError, EmptyPageError, PageTooLargeError
from onrecord.records import Capture

LINE = "Ein „Plan“ für das Café – nach langer Debatte, sagt Zoë."
LATIN = "A “plan” for the café – after a long debate, says Zoë."


def capture(content, *, media="text", **headers):
    return Capture(name="page.txt", content=content, media=media, headers=headers)


def zipped():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("page.txt", LINE * 50)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_decode_unicode_encodings_without_a_declaration(encoding):
    text = "\n".join([LINE] * 5)
    content = text.encode(encoding)
    assert decode(capture(content)) == text


def test_decode_windows_1252_without_a_declaration():
    assert decode(capture(LATIN.encode("cp1252"))) == LATIN


def test_decode_mixed_encodings_line_by_line():
    content = LATIN.encode() + b"\n" + LATIN.encode("cp1252")
    assert decode(capture(content)) == f"{LATIN}\n{LATIN}"


def test_decode_follows_the_http_header():
    text = "Рада ухваліла план"
    content = text.encode("windows-1251")
    assert decode(capture(content, **{"content-type": "text/html; charset=windows-1251"})) == text


def test_decode_follows_the_meta_element():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Zażółć gęślą jaźń</body></html>'
    assert decode(capture(page.encode("iso-8859-2"), media="html")) == page


def test_decode_does_not_believe_a_declaration_the_bytes_contradict():
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{LATIN}</body></html>'
    assert decode(capture(page.encode(), media="html")) == page


def test_decode_unknown_declaration_is_passed_over():
    page = f'<html><head><meta charset="klingon-8"></head><body>{LATIN}</body></html>'
    assert decode(capture(page.encode("cp1252"), media="html")) == page


def test_decode_keeps_nul_bytes_in_their_places():
    text = "Plan for\0 bridge\n\nThe council\0 agreed on it after a long debate."
    assert decode(capture(text.encode())) == text
    article = read(text.encode())
    assert article.text == text
    assert all(article.text[block.start : block.end].strip() for block in article.blocks)


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_decode_empty_page_is_refused(content):
    with pytest.raises(EmptyPageError, match=r"page\.txt"):
        decode(capture(content))


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + os.urandom(500), b"%PDF-1.7\n%\xe2\xe3", zipped(), os.urandom(5000)],
    ids=["png", "pdf", "zip", "random"],
)
def test_decode_binary_page_is_refused(content):
    with pytest.raises(BinaryPageError, match=r"page\.txt is not text"):
        decode(capture(content))


def test_decode_page_of_50_megabytes_is_refused_and_the_way_out_named():
    with pytest.raises(PageTooLargeError, match="ONRECORD_MAX_PAGE_BYTES"):
        read(b"<p>" + b"x" * 50_000_000)


def test_decode_limit_is_a_setting(monkeypatch):
    monkeypatch.setenv("ONRECORD_MAX_PAGE_BYTES", "100")
    with pytest.raises(PageTooLargeError, match="more than 100"):
        read("The council met. " * 10)
