"""Telling a page from pasted text."""

import pytest

from onrecord.captures.media import guess_media


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><title>Minsk</title>",
        b"\xef\xbb\xbf\r\n  <!doctype HTML>",
        b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        b"<!-- saved from the web --><html>",
        b"<article class='story'><h1>Minsk</h1></article>",
        b"<p>One paragraph",
        "<html><body>Minsk</body></html>".encode("utf-16"),
        "\ufeff<html><body>Minsk</body></html>".encode("utf-16-be"),
    ],
)
def test_markup_at_the_start_is_a_page(content: bytes) -> None:
    assert guess_media(content) == "html"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Belarus released 52 prisoners\n\nBelarus released ...",
        b"<3 of the readers\n\nagreed",
        b"The tag <html> stands in the middle of this line.",
        "Belarus".encode("utf-16"),
        b"<parliament> is no element",
    ],
)
def test_anything_else_is_text(content: bytes) -> None:
    assert guess_media(content) == "text"
