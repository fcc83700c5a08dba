"""What a page says about its article in JSON-LD (schema.org)."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser

#: What JSON can hold.
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_ARTICLE_TYPE = re.compile(r"Article$|^Report$|^BlogPosting$|^LiveBlogPosting$|^Review$")
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_MAX_NODES = 20_000


def find_article_data(tree: LexborHTMLParser) -> dict[str, Json]:
    """Return the object of the page's article; empty if it declares none.

    Where there are several (teasers are marked up too), the one with the most to say wins,
    the first of equals.
    """
    best: dict[str, Json] = {}
    best_weight = 0
    for script in tree.css('script[type*="ld+json"]'):
        for node in _objects(_load(script.text())):
            if _is_article(node) and (weight := _weight(node)) > best_weight:
                best, best_weight = node, weight
    return best


def _load(text: str) -> Json:
    try:
        data: Json = json.loads(_COMMENT.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None
    return data


def _objects(data: Json) -> Iterator[dict[str, Json]]:
    """Yield every object of the data in reading order, the outer before the inner."""
    queue: list[Json] = [data]
    seen = 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            queue.extend(node)


def _is_article(node: dict[str, Json]) -> bool:
    return any(_ARTICLE_TYPE.search(name) for name in strings(node.get("@type")))


def _weight(node: dict[str, Json]) -> int:
    telling = ("headline", "datePublished", "author", "publisher", "articleBody", "dateModified")
    return sum(2 if name == "articleBody" else 1 for name in telling if node.get(name))


def strings(value: Json) -> list[str]:
    """Return the strings of a value that may be one, a list of them, or neither."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str) and item.strip()]


def names(value: Json) -> list[str]:
    """Return the names of persons or organisations given as strings or as objects."""
    values = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in values:
        found += strings(item.get("name")) if isinstance(item, dict) else strings(item)
    return found
