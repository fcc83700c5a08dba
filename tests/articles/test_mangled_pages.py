"""Pages that are damaged, cut, or made to break a reader: read or refused, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles.read import read
from onrecord.errors import InputError, PageTooLargeError

PARAGRAPH = (
    "The council of the river town met on Monday evening and agreed on a plan for the old "
    "bridge, which has been closed since the flood of last spring."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Council agrees plan | The Courier</title>
<meta property="og:title" content="Council agrees plan">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Council agrees plan",
"author": {{"@type": "Person", "name": "Ana Ruiz"}}, "datePublished": "2025-03-04T10:00:00+01:00"}}
</script></head><body><nav class="menu"><a href="/news">News</a> <a href="/sport">Sport</a></nav>
<main><h1>Council agrees plan</h1><p class="byline">By Ana Ruiz</p><time>4 March 2025</time>
<article>{"".join(f"<p>{PARAGRAPH}</p>" for _ in range(4))}<blockquote>“A good plan.”</blockquote>
<table><tr><td>Bridges<td>3</table></article></main><aside class="related"><a href="/b">Ferry</a>
</aside><footer>© The Courier</footer></body></html>"""
CUT = sorted({*range(0, len(PAGE), 97), len(PAGE)})


def check(article):
    """Every block's span is its words, in page order, and the text is theirs."""
    ends = [0, *(block.end for block in article.blocks)]
    assert all(block.start >= end for block, end in zip(article.blocks, ends, strict=False))
    assert all(block.start < block.end for block in article.blocks)
    for teaser in article.teasers:
        assert teaser.headline.of(article.text).strip()


def read_or_refuse(source):
    try:
        article = read(source)
    except InputError:
        return
    check(article)


@pytest.mark.parametrize("end", CUT)
def test_a_page_cut_anywhere_is_read(end):
    read_or_refuse(PAGE[:end] or "<html>")


@pytest.mark.parametrize("start", CUT[:-1])
def test_a_page_without_its_beginning_is_read(start):
    read_or_refuse(f"<html>{PAGE[start:]}")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_page_with_pieces_in_other_places_is_read(data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(PAGE)), min_size=2, max_size=8)))
    pieces = [PAGE[a:b] for a, b in zip([0, *cuts], [*cuts, len(PAGE)], strict=True)]
    read_or_refuse("<html>" + "".join(data.draw(st.permutations(pieces))))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(PAGE)))
def test_a_page_with_stray_bytes_is_read(stray, place):
    content = PAGE.encode()
    read_or_refuse(content[:place] + stray + content[place:])


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class='{'related ' * 50_000}'>{PARAGRAPH}</div>",
        "<p>" + "&amp;lt;" * 20_000,
        f"<script>{'if (a < b) { c(); }' * 20_000}</script>",
        "<!-- a -->" * 20_000,
        f"<script type='application/ld+json'>{'[' * 100_000}</script>",
        "<span class='a b c'>x" * 5_000,
        "<svg><title>x</title></svg>" * 2_000,
        "<p>" + "x" * 500_000,
        "<br>" * 20_000,
        "<table>" * 3_000,
    ],
    ids=lambda inside: inside[:24],
)
def test_a_page_with_a_monstrous_part_keeps_its_article(inside):
    read_or_refuse(f"<html><body>{inside}</body></html>")
    read_or_refuse(PAGE.replace("</footer>", f"</footer>{inside}"))


def test_a_page_of_nothing_but_tags_is_refused_with_the_way_out():
    with pytest.raises(PageTooLargeError, match=r"200006 tags .* \.txt"):
        read("<html><body>" + "<b>x" * 200_000 + "</body></html>" + "<hr><hr>")


def test_blocks_beyond_the_bound_are_kept_as_other():
    lines = "\n".join(f"Line {number} of the archive" for number in range(5_050))
    article = read(f"Council agrees plan\n\n{PARAGRAPH}\n\n{lines}")
    assert len(article.blocks) == 5_052
    assert {block.kind for block in article.blocks[-52:]} == {"other"}
    check(article)
