"""Comments out of blocks that are known to be a thread: who wrote what, and when."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.comment_heads import clean_user
from onrecord.articles.comments import find_comments
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.text_blocks import read_text_blocks

FIRST = "I have used this bridge for forty years and nobody ever asked me."
SECOND = "A ferry would be cheaper, and it would be here by summer."
MAY = datetime(2024, 5, 3, tzinfo=UTC)


def comments_of(page):
    return [
        (comment.text.of(page.text), comment.author, comment.posted_at)
        for comment in find_comments(page, ["comments"] * len(page.blocks))
    ]


def pasted(*lines):
    return comments_of(read_text_blocks("\n".join(lines)))


def marked_up(html):
    return comments_of(read_html_blocks(LexborHTMLParser(f"<html><body>{html}</body></html>")))


@pytest.mark.parametrize(
    ("lines", "author", "posted_at"),
    [
        (["Ana 3 May 2024"], "Ana", MAY),
        (["Ana says:"], "Ana", None),
        (["Ana Ruiz wrote on 3 May 2024:"], "Ana Ruiz", MAY),
        (["Ana says", "3 May 2024 at 10:22 am"], "Ana", MAY.replace(hour=10, minute=22)),
        (["Ana", "2 hours ago"], "Ana", None),
        (["Ana · 2 hours ago"], "Ana", None),
        (["river_fan77", "3 May 2024"], "river_fan77", MAY),
        (["3 May 2024 at 14:05 BST"], None, MAY.replace(hour=13, minute=5)),
        (["Posted by Ana on May 3, 2024"], "Ana", MAY),
        (["@bridgewatch | 1 day ago"], "@bridgewatch", None),
    ],
)
def test_the_line_above_tells_who_and_when(lines, author, posted_at):
    thread = [*lines, FIRST, "Reply | Report", "Tom Okafor 4 May 2024", SECOND, "Like (3)", "Reply"]
    tom = (SECOND, "Tom Okafor", datetime(2024, 5, 4, tzinfo=UTC))
    assert pasted("Comments (2)", *thread) == [(FIRST, author, posted_at), tom]


def test_a_comment_of_several_paragraphs_is_one():
    thread = pasted("2 Comments", "Ana 3 May 2024", FIRST, SECOND, "Share", "Tom says:", SECOND)
    assert thread == [(f"{FIRST}\n{SECOND}", "Ana", MAY), (SECOND, "Tom", None)]


def test_heads_forms_and_notices_are_no_comments():
    form = ["Leave a Reply", "Your email address will not be published.", "Ours is a quiet place."]
    assert pasted("3 thoughts on “Bridge”", *form) == []
    assert pasted("Ana 3 May 2024", FIRST, *form) == [(FIRST, "Ana", MAY)]


def test_words_that_no_line_begins_are_no_comment():
    assert pasted("Comments", FIRST, SECOND) == []


def test_dates_below_the_comments_are_of_no_other_one():
    thread = ["Ana", FIRST, "3 May 2024", "Reply", "Tom", SECOND, "4 May 2024", "Reply"]
    assert pasted("Comments", *thread) == []


def test_what_is_no_name_is_none():
    assert clean_user("Great work") is None
    assert clean_user("I have used this bridge") is None
    assert clean_user("Ana Ruiz") == "Ana Ruiz"
    assert clean_user("123") is None


BLOG = """
<div id="comments" class="comments-area"><h2>3 Responses to Bridge</h2>
<ol class="comment-list">
<li id="comment-12" class="comment byuser comment-author-ana even depth-1">
  <article id="div-comment-12" class="comment-body">
    <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ana Ruiz</b>
      <span class="says">says:</span></div>
      <div class="comment-metadata"><a href="#c"><time datetime="2024-05-03T10:22:00+02:00">2
      hours ago</time></a></div></footer>
    <div class="comment-content"><p>{first}</p><p>Great Work</p></div>
    <div class="reply"><a href="#">Reply to Ana Ruiz</a></div></article>
  <ol class="children"><li id="comment-13" class="comment odd depth-2">
    <article class="comment-body"><footer class="comment-meta">
      <div class="comment-author vcard"><b class="fn">tom</b> <span class="says">says:</span></div>
      <div class="comment-metadata">3 May 2024</div></footer>
      <div class="comment-content"><p>{second}</p></div>
      <div class="reply"><a href="#">Reply</a></div></article></li></ol>
</li></ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form class="comment-form">
<p>Be kind to each other here.</p></form></div></div>
"""
NEWS = """
<section class="usercomments">
<div class="comment"><div class="comment__author">Ana Ruiz</div><div class="comment__body">{first}
</div><div class="comment__date">3 May 2024</div><button>Report</button></div>
<div class="comment"><div class="comment__author">Great-Uncle-Tom</div>
<div class="comment__body">{second}</div><div class="comment__date">yesterday</div></div>
</section>
"""


def test_each_item_of_the_list_is_a_comment():
    moment = datetime(2024, 5, 3, 8, 22, tzinfo=UTC)
    assert marked_up(BLOG.format(first=FIRST, second=SECOND)) == [
        (f"{FIRST}\nGreat Work", "Ana Ruiz", moment),
        (SECOND, "tom", MAY),
    ]


def test_in_an_element_the_date_may_stand_below():
    found = marked_up(NEWS.format(first=FIRST, second=SECOND))
    assert found[0] == (FIRST, "Ana Ruiz", MAY)
    assert found[1] == (SECOND, "Great-Uncle-Tom", None)


def test_without_elements_the_lines_tell_comments_apart():
    lines = f"<h4>Ana 3 May 2024</h4><p>{FIRST}</p><p><b>Tom</b> says:</p><p>{SECOND}</p>"
    assert marked_up(f"<div id='disqus'>{lines}</div>") == [
        (FIRST, "Ana", MAY),
        (SECOND, "Tom", None),
    ]


def test_spans_of_other_kinds_are_left_alone():
    page = read_text_blocks("Ana 3 May 2024\nThe bridge is closed.\nTom 4 May 2024\nIt is not.")
    kinds = ["byline", "paragraph", "comments", "comments"]
    assert [each.author for each in find_comments(page, kinds)] == ["Tom"]
