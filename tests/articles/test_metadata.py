"""What the markup of a page declares: JSON-LD, meta, microdata, links."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.json_ld import read_linked_data
from onrecord.articles.metadata import Metadata, read_metadata

ADDRESS = "https://www.courier.example/news/plan"


def declared(html: str) -> Metadata:
    return read_metadata(LexborHTMLParser(html), ADDRESS)


def script(data: str | dict | list) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def test_references_between_objects_are_followed():
    graph = [
        {"@type": "NewsArticle", "headline": "Plan", "author": [{"@id": "#ana"}, {"@id": "#tom"}]},
        {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
        {"@type": "Person", "@id": "#tom", "name": "Tom Okafor"},
    ]
    assert declared(script({"@graph": graph})).bylines == ("Ana Ruiz", "Tom Okafor")


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "Plan", "datePublished": "2025-01-02",}',
        '{"@type": "Article", "headline": "Plan\nagreed", "datePublished": "2025-01-02"}',
        '{"@type": "Article", "headline": "The town\\\'s plan", "datePublished": "2025-01-02"}',
        '{"@type": "Article", "datePublished": "2025-01-02"}'.replace('"', "&quot;"),
        '//<![CDATA[\n{"@type": "Article", "datePublished": "2025-01-02"}\n//]]>',
        '{"@type": "Article", "datePublished": "2025-01-02"}{"@type": "WebPage"}',
        '{"@type": "Article", "headline": "A "plan" agreed", "datePublished": "2025-01-02", "x": }',
    ],
)
def test_broken_json_still_tells_the_date(text):
    assert declared(script(text)).published_at == datetime(2025, 1, 2, tzinfo=UTC)


def test_the_article_with_the_title_of_the_page_wins_over_a_teaser_with_more_to_say():
    teaser = {
        "@type": "NewsArticle", "headline": "Flood", "author": "Tom Okafor",
        "datePublished": "2020-01-01", "dateModified": "2020-01-02", "publisher": "Courier",
    }  # fmt: skip
    own = {"@type": "NewsArticle", "headline": "Plan agreed", "datePublished": "2025-01-02"}
    page = declared(f"<title>Plan agreed | Courier</title>{script([teaser, own])}")
    assert page.published_at == datetime(2025, 1, 2, tzinfo=UTC)


def test_the_page_object_stands_in_where_no_article_is_declared():
    data = [{"@type": "WebPage", "datePublished": "2025-01-02"}, {"@type": "Organization"}]
    assert declared(script(data)).published_at == datetime(2025, 1, 2, tzinfo=UTC)


def test_entities_in_json_are_read():
    data = {"@type": "Article", "headline": "Rock &amp; roll", "author": {"name": "Zo&#235; Hill"}}
    page = declared(script(data))
    assert page.headlines == ("Rock & roll",)
    assert page.bylines == ("Zoë Hill",)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Organization", "name": "The Courier"},
        {"@type": "Person", "name": "Courier Staff"},
        {"@type": "Person", "name": "admin"},
        "https://www.courier.example/people/ana",
    ],
)
def test_a_person_declared_elsewhere_wins_over_an_outlet_or_a_login(author):
    data = {"@type": "Article", "author": author}
    page = declared(f'{script(data)}<meta name="author" content="Ana Ruiz">')
    assert page.bylines == ("Ana Ruiz",)


def test_index_entries_are_turned_around():
    html = (
        '<meta name="citation_author" content="Ruiz, Ana">'
        '<meta name="citation_author" content="Okafor, Tom"><meta name="author" content="Editor">'
    )
    assert declared(html).bylines == ("Ana Ruiz", "Tom Okafor")


def test_label_of_a_preview_tells_who_wrote():
    html = (
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" '
        'content="Ana Ruiz"><meta name="twitter:label2" content="Reading time">'
        '<meta name="twitter:data2" content="3 minutes">'
    )
    assert declared(html).bylines == ("Ana Ruiz",)


def test_microdata_of_comments_and_teasers_is_not_the_article_s():
    html = """
    <article itemscope itemtype="https://schema.org/Article">
      <span itemprop="author" itemscope><b>By</b> <i itemprop="name">Ana Ruiz</i> of the town</span>
      <time itemprop="datePublished" datetime="2025-01-02"></time>
    </article>
    <div itemscope itemtype="https://schema.org/Comment">
      <span itemprop="author">Tom Okafor</span><i itemprop="datePublished" content="2025-03-04"></i>
    </div>
    <article itemscope itemtype="https://schema.org/Article">
      <span itemprop="author">Lea Brandt</span>
    </article>"""
    page = declared(html)
    assert page.bylines == ("Ana Ruiz",)
    assert page.published_at == datetime(2025, 1, 2, tzinfo=UTC)
    assert declared(html[html.index("<div") :]).bylines == ("Lea Brandt",)


def test_first_links_to_authors_count_and_later_ones_are_of_teasers():
    html = """
    <p><a rel="author" href="/a">Ana Ruiz</a> and <a rel="author" href="/t">Tom Okafor</a></p>
    <p><a rel="author" href="/l">Lea Brandt</a></p>"""
    assert declared(html).bylines == ("Ana Ruiz", "Tom Okafor")


def test_a_time_element_is_kept_apart_from_what_is_declared():
    page = declared('<article><time datetime="2025-01-02T03:04:05+02:00">today</time></article>')
    assert page.published_at is None
    assert page.time == datetime(2025, 1, 2, 1, 4, 5, tzinfo=UTC)


def test_picture_titles_are_no_headlines():
    html = "<svg><title>Menu</title></svg><title>Plan agreed</title>"
    assert declared(f"<body>{html}</body>").headlines == ("Plan agreed",)


@given(st.text(max_size=200))
def test_any_script_is_read(text):
    assert isinstance(read_linked_data([text]).article, dict)
