"""What is known of an article before its blocks are labelled: given, declared, or printed."""

from onrecord.articles.bylines import declared_names, letters_of
from onrecord.articles.headline import choose_declared
from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Clues, Page
from onrecord.articles.publishers import find_publisher, host_of, strip_site
from onrecord.records import Capture


def find_clues(capture: Capture, page: Page, declared: Metadata) -> Clues:
    """Return what helps to label a page: what its giver knows first, then what it declares."""
    url = capture.url or declared.url
    titles = (capture.title, *declared.headlines) if capture.title else declared.headlines
    publisher = declared.publisher or host_of(url)
    if capture.media != "body" and not declared.publisher:
        publisher = find_publisher(page, titles, url) or publisher
    headlines = _without_outlet(titles, publisher, url)
    return Clues(
        url=url,
        publisher=publisher,
        headlines=headlines,
        headline=choose_declared(page, headlines),
        standfirst=declared.standfirst,
        authors=declared_names(declared.bylines, publisher, url),
        body=declared.body,
    )


def _without_outlet(
    titles: tuple[str, ...], publisher: str | None, url: str | None
) -> tuple[str, ...]:
    """Return the titles without the site's name; a masthead may be marked up as a headline."""
    headlines = tuple(dict.fromkeys(strip_site(title, publisher, url) for title in titles))
    outlet = letters_of(publisher or "")
    return tuple(each for each in headlines if letters_of(each) != outlet) or headlines
