"""Which headline a page is known by, where it declares one and prints another."""

import pytest

from onrecord.articles.read import read

PARAGRAPH = (
    "The town council agreed on Monday to mend the old bridge over the river, after a winter in "
    "which two of its piers had moved by a hand's width, the mayor said."
)


def page(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body><main>{body}{f'<p>{PARAGRAPH}</p>' * 4}</main></body>"


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        # The title carries the name of a site that nothing else tells.
        (
            "<title>Council agrees to mend bridge - Alpine Valley Today</title>",
            "<h1>Alpine Valley Today</h1><h1>Council agrees to mend bridge</h1>",
            "Council agrees to mend bridge",
        ),
        # A masthead is marked up as a headline.
        (
            (
                '<meta property="og:site_name" content="The Courier">'
                "<title>How the council came to mend the bridge</title>"
            ),
            '<div itemprop="headline">The Courier</div><h1>How the town mends its bridge</h1>',
            "How the town mends its bridge",
        ),
        # The standfirst is declared as the headline.
        (
            '<script type="application/ld+json">{"@type": "Article", "headline": "'
            + PARAGRAPH
            + '"}</script><title>Bridge to be mended at last</title>',
            "<h1>Bridge to be mended at last</h1>",
            "Bridge to be mended at last",
        ),
        # The date stands in the headline's element.
        (
            "<title>Bridge to be mended at last</title>",
            "<h1>Dec 18 2025 Bridge to be mended at last</h1>",
            "Bridge to be mended at last",
        ),
        # The printed words win over those for search engines.
        (
            "<title>Bridge repair: council, cost and date</title>",
            "<h1>Council agrees on bridge repair</h1>",
            "Council agrees on bridge repair",
        ),
        # Two of the declared headlines are printed in one.
        (
            (
                '<meta property="og:title" content="‘Long overdue’: council mends the bridge">'
                "<title>Council mends the bridge</title>"
            ),
            "<h1>‘Long overdue’: council mends the bridge</h1>",
            "‘Long overdue’: council mends the bridge",
        ),
    ],
)
def test_headline(head, body, headline):
    assert read(page(head, body)).headline == headline
