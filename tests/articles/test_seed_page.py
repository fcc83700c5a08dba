"""The page this project started from; it is not part of the repository."""

from pathlib import Path

import pytest

from onrecord.articles.read import read

SEED = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
FIRST, LAST = "Belarus released 52 prisoners of different", "are set to begin."


@pytest.fixture(scope="module")
def seed():
    if not SEED.is_file():
        pytest.skip("the seed page is not beside this checkout")
    text = SEED.read_text(encoding="utf-8")
    return text, read(text)


def kinds_of(article, text, words):
    return [block.kind for block in article.blocks if words in text[block.start : block.end]]


def test_seed_body_is_whole_and_has_nothing_else(seed):
    text, article = seed
    printed = text[text.index(FIRST) : text.index(LAST) + len(LAST)]
    caption = "Lukashenko direct talks with a U.S. delegation"
    paragraphs = [line for line in printed.split("\n") if line and line != caption]
    assert article.body.split("\n\n") == paragraphs


def test_seed_headline_stands_once(seed):
    text, article = seed
    assert article.headline == "Belarus released 52 prisoners after Trump’s appeal"
    assert [block.kind for block in article.blocks].count("headline") == 1
    assert kinds_of(article, text, "Lukashenko direct talks") == ["caption"]


def test_seed_author_has_the_bio(seed):
    _, article = seed
    (author,) = article.authors
    assert author.name == "Dmitriy Voronin"
    assert author.bio is not None
    assert author.bio.startswith("Dmitriy Voronin is a Senior Editor")
    assert author.bio.endswith("stay ahead of the news.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("No comments to show", "comments"),
        ("Follow", "follow"),
        ("Newsletter", "newsletter"),
        ("Don't Miss", "teaser"),
    ],
)
def test_seed_furniture_has_its_own_kinds(seed, words, kind):
    text, article = seed
    assert kinds_of(article, text, words) == [kind]


def test_seed_teasers_have_headline_and_excerpt(seed):
    text, article = seed
    teasers = [(t.headline.of(text), t.excerpt.of(text)) for t in article.teasers]
    assert [headline.split()[0] for headline, _ in teasers] == ["Sikorski:", "Trust"]
    assert teasers[1][1] == "Trump lost trust in Qatar and"
