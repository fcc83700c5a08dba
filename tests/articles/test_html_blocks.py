"""HTML to blocks: where they begin and end, and pages that would break a careless walk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.read import read
from onrecord.errors import InputError

PARAGRAPH = (
    "The council of the river town met on Monday evening and agreed on a plan for the old "
    "bridge, which has been closed since the flood of last spring."
)
TAGS = ["div", "p", "ul", "li", "table", "tr", "td", "span", "a", "h2", "br", "article", "script"]


def blocks_of(html):
    return [block.text for block in read_html_blocks(LexborHTMLParser(html)).blocks]


def test_blocks_end_with_block_elements_and_collapse_space():
    html = "<div>One <b>bold</b>\n\n word<p>two&nbsp; three</p>four</div>"
    assert blocks_of(html) == ["One bold word", "two three", "four"]


def test_blocks_end_at_two_breaks():
    assert blocks_of("<p>one<br>two<br> <br>three</p>") == ["one two", "three"]


def test_blocks_are_list_items_and_table_rows():
    html = "<ul><li>a</li><li>b</li></ul><table><tr><td>c</td><td>d</td></tr></table>"
    assert blocks_of(html) == ["a", "b", "c d"]


def test_blocks_leave_out_what_nobody_reads():
    html = "<body><style>x</style><script>y</script><noscript>z</noscript><p>so\xadft</p>"
    assert blocks_of(html) == ["soft"]


def test_blocks_know_their_links():
    page = read_html_blocks(LexborHTMLParser('<p><a href="/x">link</a> rest</p>'))
    (block,) = page.blocks
    assert (block.href, block.linked) == ("/x", 4)


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul><li", "b"])
def test_ten_thousand_nested_elements_are_read(tag):
    page = f"<html><body>{f'<{tag}>' * 10_000}<h1>Plan agreed</h1>" + f"<p>{PARAGRAPH}</p>" * 3
    article = read(page)
    assert PARAGRAPH in article.text


def test_ten_thousand_nested_divs_are_an_article():
    inside = "<h1>Plan agreed</h1>" + f"<p>{PARAGRAPH}</p>" * 3
    article = read(f"<html><body>{'<div>' * 10_000}{inside}{'</div>' * 10_000}")
    assert article.headline == "Plan agreed"
    assert article.body == "\n\n".join([PARAGRAPH] * 3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
            st.text(max_size=20),
            st.just(f"<p class='related' id=\"{'x' * 30}\" {PARAGRAPH}"),
            st.just('<script type="application/ld+json">{"@type": "NewsArticle", "author": [[1]]'),
            st.just("<meta property=og:title content='A &amp; B'>"),
        ),
        max_size=40,
    )
)
def test_mangled_html_is_read_or_refused(parts):
    try:
        article = read("<html><body><p>x" + "".join(parts))
    except InputError:
        return
    assert article.text == "\n".join(article.text[b.start : b.end] for b in article.blocks)
    assert all(b.start < b.end for b in article.blocks)


def test_links_that_nothing_parts_are_words_of_their_own():
    page = read('<div><a href="/news">News</a><a href="/sport">Sport</a></div>')
    assert page.text == "News Sport"


def test_a_link_cut_in_two_stays_one_word():
    page = read('<p>The <a href="/mayor">may</a><a href="/mayor">or</a> said.</p>')
    assert page.text == "The mayor said."
