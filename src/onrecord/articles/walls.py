"""What a page declares of the part of its article that is not free to read."""

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from onrecord.articles.json_ld import Json, objects_in, strings

_MAX_SELECTORS = 10


def is_free(article: dict[str, Json]) -> bool:
    """Whether an article's JSON-LD does not say that it costs something to read."""
    free = str(article.get("isAccessibleForFree", "true")).lower()
    return free.rsplit("/", 1)[-1] != "false"


def find_locked(article: dict[str, Json]) -> tuple[str, ...]:
    """Return the CSS selectors of the parts that an article's JSON-LD says are not free.

    Source: Google Search Central, "Subscription and paywalled content", ``hasPart`` with
    ``cssSelector``.
    """
    parts = [part for part in objects_in(article.get("hasPart")) if not is_free(part)]
    found = [css for part in parts for css in strings(part.get("cssSelector"))]
    return tuple(found[:_MAX_SELECTORS])


def count_words(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> int:
    """Return how many words stand in the elements of these selectors; 0 for a broken selector."""
    most = 0
    for selector in selectors:
        try:
            nodes = tree.css(selector)
        except SelectolaxError:
            continue
        for node in nodes:
            # Nobody reads these, and the declarations in them are read already.
            node.strip_tags(["script", "style", "template", "noscript"])
        most = max(most, sum(len(node.text(separator=" ").split()) for node in nodes))
    return most
