"""What a page says about its article in JSON-LD (schema.org)."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TypeAlias

from onrecord.articles.phrases import fold

#: What JSON can hold.
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting)$|^(?:Report|Review|Blog ?Post|TechArticle)$")
#: What stands for the article where a page declares none: the page itself, or its main thing.
_PAGE_TYPE = re.compile(r"(?:Page|Recipe|HowTo|Report|CreativeWork)$")
_NO_PERSON_TYPE = re.compile(r"(?:Organization|Corporation|Brand|Agency|WebSite)$")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
#: A value and the name of its property, where the JSON around it cannot be read.
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){1,400})"\s*[,}\n]'
)
_MAX_NODES, _MAX_SCRIPT_CHARS = 20_000, 2_000_000
_TELLING = ("headline", "datePublished", "author", "publisher", "articleBody", "dateModified")


@dataclass(slots=True)
class LinkedData:
    """The JSON-LD objects of one page: its article, the page's own, and all that have an id.

    `types` are the types of all objects, `updates` the entries of live blogs; `articles` counts
    the articles, and the one that is chosen `is_titled` if it has the page's own title.
    """

    article: dict[str, Json] = field(default_factory=dict)
    page: dict[str, Json] = field(default_factory=dict)
    by_id: dict[str, dict[str, Json]] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    updates: list[dict[str, Json]] = field(default_factory=list)
    articles: int = 0
    is_titled: bool = False

    def value(self, name: str) -> Json:
        """Return a property of the article, or that of the page where the article lacks it.

        A page has many things an article has not, so only what both mean alike is asked of it.
        """
        value = self.article.get(name)
        if value or name not in {"datePublished", "dateModified", "author"}:
            return value
        return self.page.get(name)

    def names(self, value: Json, *, persons: bool = False) -> list[str]:
        """Return the names of persons or organisations given as strings, objects or references.

        Args:
            value: What a property holds.
            persons: Leave out what is declared to be an organisation.
        """
        found: list[str] = []
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, dict):
                found += strings(item)
                continue
            known = item if item.get("name") else self.by_id.get(str(item.get("@id")), item)
            types = strings(known.get("@type"))
            if persons and types and all(_NO_PERSON_TYPE.search(kind) for kind in types):
                continue
            found += strings(known.get("name"))
        return found


def read_linked_data(scripts: Iterable[str], titles: Sequence[str] = ()) -> LinkedData:
    """Return what the JSON-LD scripts of a page declare; empty where they declare nothing.

    Where there are several articles (teasers are marked up too), one with the page's own title
    wins, then the one with the most to say, then the first.

    Args:
        scripts: The texts of the script elements. Broken JSON is mended where that is safe.
        titles: Titles the page declares elsewhere.
    """
    found = LinkedData()
    wanted = [fold(title) for title in titles]
    best = best_page = 0
    for script in scripts:
        for node in _objects(_load(script)):
            if isinstance(known := node.get("@id"), str) and len(node) > 1:
                found.by_id.setdefault(known, node)
            types = strings(node.get("@type"))
            found.types.update(types)
            if "LiveBlogPosting" in types:
                found.updates += objects_in(node.get("liveBlogUpdate"))
            weight = _weight(node, wanted)
            if any(_ARTICLE_TYPE.search(name) for name in types):
                found.articles += 1
                if weight > best:
                    found.article, best = node, weight
                    found.is_titled = _is_titled(node, wanted)
            elif any(_PAGE_TYPE.search(name) for name in types) and weight > best_page:
                found.page, best_page = node, weight
    return found


def objects_in(value: Json) -> list[dict[str, Json]]:
    """Return the objects of a value that may be one, a list of them, or neither."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, dict)]


def _load(text: str) -> Json:
    """Return the data of a script; several values in a row are a list."""
    text = _COMMENT.sub("", text[:_MAX_SCRIPT_CHARS]).strip().rstrip(";")
    for mend in (str, _mended, unescape):
        data = _decode(mend(text))
        if data is not None:
            return data
    pairs: dict[str, Json] = {}
    for name, value in _PAIR.findall(text):
        pairs.setdefault(name, value)
    return {"@type": "Article", **pairs} if pairs else None


def _mended(text: str) -> str:
    """Return JSON without commas before a closing bracket and with unknown escapes as written."""
    return _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text))


def _decode(text: str) -> Json:
    decoder = json.JSONDecoder(strict=False)
    values: list[Json] = []
    place = 0
    try:
        while place < len(text):
            value, place = decoder.raw_decode(text, place)
            values.append(value)
            while place < len(text) and (text[place].isspace() or text[place] in ",;"):
                place += 1
    except (ValueError, RecursionError):
        # What could be read before the fault still holds.
        pass
    return values or None


def _objects(data: Json) -> Iterator[dict[str, Json]]:
    """Yield every object of the data, level by level, the outer before the inner."""
    level: list[Json] = [data]
    seen = 0
    while level and seen < _MAX_NODES:
        seen += len(level)
        inner: list[Json] = []
        for node in level:
            if isinstance(node, dict):
                yield node
                inner.extend(value for value in node.values() if isinstance(value, dict | list))
            elif isinstance(node, list):
                inner.extend(item for item in node if isinstance(item, dict | list))
        level = inner


def _weight(node: dict[str, Json], titles: Sequence[str]) -> int:
    weight = sum(2 if name == "articleBody" else 1 for name in _TELLING if node.get(name))
    return weight + (len(_TELLING) if _is_titled(node, titles) else 0)


def _is_titled(node: dict[str, Json], titles: Sequence[str]) -> bool:
    own = [fold(name) for name in strings(node.get("headline")) + strings(node.get("name"))]
    return any(name and title.startswith(name) for name in own for title in titles)


def strings(value: Json) -> list[str]:
    """Return the strings of a value that may be one, a list of them, or neither.

    Entities are read: systems that write HTML leave ``&amp;`` in their JSON, too.
    """
    values = value if isinstance(value, list) else [value]
    return [unescape(item) for item in values if isinstance(item, str) and item.strip()]
