"""One pass over a page for all it declares: meta, JSON-LD, microdata, links and times."""

from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.json_ld import LinkedData, read_linked_data, strings
from onrecord.lexicons import lexicon

#: One selector, for every pass over the tree costs as much as all of them together.
_DECLARING = (
    'meta[content],title,link[rel~="canonical"],script[type*="ld+json"],time[datetime],'
    '[itemprop],a[rel~="author"]'
)
_MAX_OF_ONE_PROPERTY, _MAX_VALUE_CHARS, _MAX_DEPTH = 5, 400, 60
_MAX_TIMES = 20
_PERSONS = frozenset({"author", "creator"})
_COMMENT_SCOPES = ("comment", "usercomments")


class Declarations:
    """The declarations of one page by kind and name, as ``meta.toml`` lists them.

    `canonical` is the address the page gives itself, `language` the tag of its root element.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.meta: dict[str, list[str]] = {}
        self.canonical: list[str] = []
        self._page: dict[str, list[str]] = {}
        self._scopes: dict[str, int] = {}
        self._times = 0
        scripts: list[str] = []
        for node in tree.css(_DECLARING):
            if node.tag == "script":
                scripts.append(node.text())
            else:
                self._read(node)
        root = tree.root
        attributes = root.attributes if root is not None else {}
        self.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        self._read_cards()
        titles = [*self.meta.get("og:title", []), *self._page.get("title", [])]
        self.data: LinkedData = read_linked_data(scripts, titles)

    def values(self, field: str) -> list[str]:
        """Return everything declared for a field, the surest first."""
        return [value for place in _places()[field] for value in self._at(*place)]

    def groups(self, field: str) -> Iterator[tuple[str, list[str]]]:
        """Yield for a field each place that declares anything and its values, the surest first."""
        for kind, name in _places()[field]:
            if values := self._at(kind, name):
                yield f"{kind} {name}", values

    def first(self, field: str) -> list[str]:
        """Return what the surest place that has anything for the field declares."""
        return next((values for _, values in self.groups(field)), [])

    def text(self, name: str) -> str:
        """Return a property of the article's JSON-LD that is a text."""
        return next(iter(strings(self.data.article.get(name))), "")

    def _at(self, kind: str, name: str) -> list[str]:
        if kind == "json-ld":
            values = self.data.names(self.data.value(name), persons=name in _PERSONS)
        elif kind == "meta":
            values = self.meta.get(name, [])
        else:
            values = self._page.get(name, [])
        # Some sites fill an author's name with the address of a profile.
        return [value for value in values if not value.startswith(("http://", "https://"))]

    def _read(self, node: LexborNode) -> None:
        tag, attributes = node.tag, node.attributes
        if tag == "meta":
            self._read_meta(attributes)
        elif tag == "link":
            self.canonical.append(attributes.get("href") or "")
        elif tag == "title":
            # Pictures have titles of their own.
            if "title" not in self._page and not _has_ancestor(node, ("svg",)):
                self._page["title"] = _value_of(node)
        elif tag == "time" and "time" not in self._page:
            self._read_time(node, attributes)
        elif tag == "a" and "author" in (attributes.get("rel") or ""):
            self._read_author_link(node)
        if "itemprop" in attributes:
            self._read_property(node, attributes.get("itemprop") or "")

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            self.meta.setdefault(name.strip().lower(), []).append(content)

    def _read_cards(self) -> None:
        """Keep what link previews tell under a label of their own ("Written by")."""
        for number in ("1", "2"):
            labels = self.meta.get(f"twitter:label{number}", [])
            for label, value in zip(
                labels, self.meta.get(f"twitter:data{number}", []), strict=False
            ):
                self.meta.setdefault(label.lower(), []).append(value)

    def _read_time(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        """Keep the first time of the article or of its head."""
        self._times += 1
        if self._times > _MAX_TIMES:
            return
        if "pubdate" in attributes or _has_ancestor(node, ("article", "header")):
            self._page["time"] = [attributes.get("datetime") or ""]

    def _read_author_link(self, node: LexborNode) -> None:
        """Keep the first links to an author that stand together; later ones are of teasers."""
        parent = node.parent
        place = parent.mem_id if parent is not None else 0
        if self._scopes.setdefault("rel author", place) == place:
            self._page.setdefault("rel author", []).extend(_value_of(node))

    def _read_property(self, node: LexborNode, properties: str) -> None:
        """Keep what belongs to the first thing that has such a property: others are teasers."""
        for name in _wanted().intersection(properties.split()):
            values = self._page.setdefault(name, [])
            if len(values) >= _MAX_OF_ONE_PROPERTY:
                continue
            scope = _scope_of(node)
            if scope is None or self._scopes.setdefault(name, scope) != scope:
                continue
            named = (
                node.css_first('[itemprop~="name"]') if name in {"author", "publisher"} else None
            )
            values += _value_of(named if named is not None else node)


@cache
def _places() -> dict[str, list[tuple[str, str]]]:
    table = lexicon("articles/meta.toml")
    return {
        field: [(kind, name) for kind, name in (place.split(" ", 1) for place in places)]
        for field, places in table.items()
    }


@cache
def _wanted() -> frozenset[str]:
    places = (place for each in _places().values() for place in each)
    return frozenset(name for kind, name in places if kind == "page") - {"title", "time"}


def _scope_of(node: LexborNode) -> int | None:
    """Return the number of the thing a property belongs to, 0 the page; None for a comment."""
    found: int | None = None
    parent = node.parent
    for _ in range(_MAX_DEPTH):
        if parent is None or parent.tag == "html":
            break
        attributes = parent.attributes
        if "itemscope" in attributes:
            kind = (attributes.get("itemtype") or "").rsplit("/", 1)[-1].lower()
            if kind in _COMMENT_SCOPES or (attributes.get("itemprop") or "") == "comment":
                return None
            found = parent.mem_id if found is None else found
        parent = parent.parent
    return found or 0


def _has_ancestor(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    for _ in range(_MAX_DEPTH):
        if parent is None:
            return False
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _value_of(node: LexborNode) -> list[str]:
    attributes = node.attributes
    value = attributes.get("content") or attributes.get("datetime") or node.text(separator=" ")
    value = " ".join(value.split())
    return [value] if 0 < len(value) <= _MAX_VALUE_CHARS else []
