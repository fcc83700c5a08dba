"""AMP pages and print versions: the same article in other clothes."""

from datetime import UTC, datetime

import pytest

from onrecord.articles.read import read
from tests.articles.completeness_pages import CARD_TITLES, HEADLINE, PARAGRAPHS, linked_data

CAPTION = "The old bridge in the spring flood. Photograph: Imke Ostrom"
ADDRESS = "https://www.courier.example/2025/03/bridge"
AMP = f"""<!doctype html>
<html ⚡ lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>
<link rel="canonical" href="{ADDRESS}">
{linked_data(headline=HEADLINE, datePublished="2025-03-04T09:00:00Z")}
<style amp-custom>h1 {{ color: red }}</style></head><body>
<amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/news">News</a></li>
<li><a href="/town">Town</a></li><li><a href="/sport">All sport of the county</a></li></ul>
</amp-sidebar>
<header><button on="tap:menu.toggle">Menu</button><a href="/">River Courier</a></header>
<article><h1>{HEADLINE}</h1><p class="byline">By Ana Ruiz</p>
<amp-timeago datetime="2025-03-04T09:00:00Z" layout="responsive">4 March 2025</amp-timeago>
<figure><amp-img src="a.jpg" alt="A bridge" layout="responsive"><noscript><img src="a.jpg">
</noscript></amp-img><figcaption>{CAPTION}</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<amp-ad type="net"><div placeholder>Advert from our partners</div></amp-ad>
<p>{PARAGRAPHS[2]}</p>
<amp-embed type="taboola"><div fallback>Stories from around the web</div></amp-embed>
<amp-iframe src="x"><p>The player did not load.</p></amp-iframe>
<p>{PARAGRAPHS[3]}</p></article>
<amp-social-share type="email"></amp-social-share>
<amp-list src="/more"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a>
</template><div fallback>Could not load more stories</div></amp-list>
<section class="related"><h2>More stories</h2><a href="/a">{CARD_TITLES[0]}</a>
<a href="/b">{CARD_TITLES[1]}</a></section>
<amp-consent id="consent"><p>We and our partners use cookies.</p><button>Accept</button>
</amp-consent>
<footer><a href="/privacy">Privacy</a> © 2025 River Courier</footer></body></html>"""
PRINT_LINES = [
    "Printed from www.courier.example on 9 June 2025",
    "River Courier",
    HEADLINE,
    "By Ana Ruiz",
    "Published 4 March 2025",
    *PARAGRAPHS[:4],
    f"URL: {ADDRESS}",
    "© 2025 River Courier. All rights reserved.",
]


def test_an_amp_page_is_the_article():
    article = read(AMP)
    assert article.completeness == "full"
    assert article.headline == HEADLINE
    assert article.url == ADDRESS
    assert [author.name for author in article.authors] == ["Ana Ruiz"]
    assert article.published_at == datetime(2025, 3, 4, 9, tzinfo=UTC)
    assert article.body.split("\n\n") == PARAGRAPHS[:4]


def test_captions_of_amp_pictures_are_captions_and_menus_navigation():
    article = read(AMP)
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds[CAPTION] == "caption"
    assert kinds["All sport of the county"] == kinds["Town"] == "navigation"


@pytest.mark.parametrize(
    "words", ["Advert from", "around the web", "did not load", "{{title}}", "color: red"]
)
def test_what_amp_shows_nobody_or_for_money_is_not_seen(words):
    assert words not in read(AMP).text


def test_a_printed_page_is_the_article():
    lines = "".join(f"<p>{line}</p>" for line in PRINT_LINES[3:])
    article = read(
        f"<html><head><title>{HEADLINE} - Print</title></head><body onload='window.print()'>"
        f"<p>{PRINT_LINES[0]}</p><div>{PRINT_LINES[1]}</div><h1>{HEADLINE}</h1>{lines}</body></html>"
    )
    assert article.completeness == "full"
    assert article.headline == HEADLINE
    assert article.body.split("\n\n") == PARAGRAPHS[:4]
    assert article.published_at == datetime(2025, 3, 4, tzinfo=UTC)


def test_a_pasted_print_version_is_the_article():
    article = read("\n\n".join(PRINT_LINES))
    assert article.completeness == "full"
    assert article.headline == HEADLINE
    assert article.body.split("\n\n") == PARAGRAPHS[:4]
    assert article.published_at == datetime(2025, 3, 4, tzinfo=UTC)
