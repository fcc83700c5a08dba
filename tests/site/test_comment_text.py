"""What readers type: tamed, and shown as HTML that can do nothing."""

import re

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord_site.comments.rendering import count_links, render_comment
from onrecord_site.comments.tame import MARKS_MAX, tame_line, tame_text

FAMILY = "👩\u200d👩\u200d👧"
PERSIAN = "می\u200cخواهم"


@pytest.mark.parametrize(
    ("typed", "tamed"),
    [
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("  one  two\u00a0 three \n\n\n\n four ", "one two three\n\nfour"),
        ("gpj.\u202efdp", "gpj.fdp"),
        ("\u2066\u200e\u200fa\u2069\u061c", "a"),
        ("pass\u200bword\ufeff \u2060soft\u00adhyphen", "password softhyphen"),
        ("p\u200da\u200cy", "pay"),
        (f"{FAMILY} {PERSIAN}", f"{FAMILY} {PERSIAN}"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("e\u0301", "é"),
        ("Z" + "\u0334\u0351\u0343" * 9, "Z" + "\u0334" * MARKS_MAX),
        ("\u0301\u0302alone", "alone"),
        ("שָׁלוֹם ที่นี่ tiếng Việt", None),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("\u2800\u3164\u115f", ""),
    ],
)
def test_characters_that_deceive_are_dropped_and_languages_stay(typed, tamed):
    import unicodedata

    kept = unicodedata.normalize("NFC", typed) if tamed is None else tamed
    assert tame_text(typed) == kept


def test_line_is_one_line():
    assert tame_line(" Ada\n\tByron\u202e ") == "Ada Byron"


#: What is dropped, and what that depends on.
DELICATE = "ae ü\n\r\t\u0301\u0323\u200b\u200c\u200d\u2800\ufe0f\u0915\u093c\u0958\U0001f469\ufeff"


@given(st.text() | st.text(DELICATE))
@example("\u2800\u200c\u2800")
@example(" \u0301")
@example("e\u200b\u0301")
def test_taming_twice_is_taming_once(typed):
    tamed = tame_text(typed)
    assert tame_text(tamed) == tamed
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00]|\n\n\n", tamed)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.<br>Two.</p><p>Three.</p>"),
        ("<b>bold</b> & [x](y) *z*", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; [x](y) *z*</p>"),
        (
            "see https://a.example/?b=1&c.",
            (
                '<p>see <a href="https://a.example/?b=1&amp;c" rel="nofollow ugc noopener">'
                "https://a.example/?b=1&amp;c</a>.</p>"
            ),
        ),
        (
            "(HTTPS://a.example)",
            '<p>(<a href="HTTPS://a.example" rel="nofollow ugc noopener">HTTPS://a.example</a>)</p>',
        ),
        ("javascript:alert(1) data:text/html,x", None),
        ("a.example me@a.example http://localhost/ https:///x http://[::1", None),
        ("https://a.example% https://a.example:99999/ https://a..example", None),
        ("https://bank.example@evil.example/", None),
    ],
)
def test_text_becomes_paragraphs_and_links_and_nothing_else(text, html):
    expected = f"<p>{text}</p>" if html is None else html
    assert render_comment(text) == expected


def test_host_in_other_letters_is_shown_as_it_is_asked_for():
    html = render_comment("https://аpple.example/x")
    assert ">https://xn--pple-43d.example/x</a>" in html


@given(st.lists(st.sampled_from([
    "<", ">", '"', "'", "&", "http://", "https://a.example", "javascript:", "<script>", "onload=",
    "</p>", "\n", "\n\n", " ", "a", "é", "@", "[", "]", "%", "#", "&lt;", "<a href=", "<!--",
]), max_size=30))  # fmt: skip
def test_whatever_is_typed_no_element_and_no_attribute_gets_in(parts):
    text = tame_text("".join(parts))
    html = render_comment(text)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag in ("DOCUMENT_FRAGMENT",):
            continue
        assert element.tag in ("p", "br", "a")
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set())
        if element.tag == "a":
            assert element.attrib["href"].lower().startswith(("http://", "https://"))


def test_links_are_counted():
    assert count_links("http://a.example https://b.example, no.example") == 2
