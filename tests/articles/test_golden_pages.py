"""Golden pages: a saved page and, beside it, the article a reader would see in it.

A new case is a new pair of files in ``golden``.
"""

import json
from pathlib import Path

import pytest

from onrecord import wire
from onrecord.articles.read import read

GOLDEN = Path(__file__).parent / "golden"
PAGES = sorted(path for path in GOLDEN.iterdir() if path.suffix in {".html", ".txt"})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_read_as_its_expected_file_says(path):
    article = read(path.read_bytes())
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = wire.to_data(article)
    blocks = [[block.kind, article.text[block.start : block.end]] for block in article.blocks]
    teasers = [
        [
            teaser.headline.of(article.text),
            teaser.excerpt.of(article.text) if teaser.excerpt else None,
            teaser.url,
        ]
        for teaser in article.teasers
    ]
    assert blocks == expected.pop("blocks")
    assert teasers == expected.pop("teasers")
    assert {name: found[name] for name in expected} == expected
