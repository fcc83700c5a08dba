"""A few pasted sentences are an article, however short."""

import pytest

import onrecord


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("The minister said the road was open.", None, "The minister said the road was open."),
        (
            "Road open again\n\nThe minister said so on Monday.",
            "Road open again",
            "The minister said so on Monday.",
        ),
        (
            "The mayor said yes to it.\nThe union said no to it.",
            None,
            "The mayor said yes to it.\n\nThe union said no to it.",
        ),
    ],
)
def test_a_note_is_read_whole(text: str, headline: str | None, body: str):
    article = onrecord.read(text)
    assert (article.headline, article.body, article.completeness) == (headline, body, "full")


@pytest.mark.parametrize(
    "text",
    [
        "Page not found",
        "Home\nNews\nSport",
        "Subscribe to continue reading.",
        "404 Not Found",
        "Hm",
    ],
)
def test_words_that_tell_nothing_are_no_article(text: str):
    article = onrecord.read(text)
    assert (article.completeness, article.body) == ("none", "")
