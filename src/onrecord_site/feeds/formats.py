"""The three formats. RSS and Atom are Django's, with the hub; JSON Feed is written here.

Source: RSS 2.0, RFC 4287, https://www.jsonfeed.org/version/1.1/, and for the hub
https://www.w3.org/TR/websub/#discovery.
"""

import json
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date


class Rss(Rss201rev2Feed):
    """RSS 2.0."""

    def rss_attributes(self) -> dict[str, str]:
        """Name the namespace of Atom, whose links lead to the hub and to the feed itself."""
        return {**super().rss_attributes(), "xmlns:atom": "http://www.w3.org/2005/Atom"}

    def add_root_elements(self, handler: Any) -> None:
        """Add the hub."""
        super().add_root_elements(handler)
        if hub := self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})


class Atom(Atom1Feed):
    """Atom."""

    def add_root_elements(self, handler: Any) -> None:
        """Add the hub."""
        super().add_root_elements(handler)
        if hub := self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed to a binary file."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_json_item(item) for item in self.items],
        }
        if hub := self.feed["hub"]:
            feed["hubs"] = [{"type": "WebSub", "url": hub}]
        outfile.write(json.dumps(feed, ensure_ascii=False, indent=1).encode(encoding))


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    times = {"date_published": item["pubdate"], "date_modified": item["updateddate"]}
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["description"],
        **{name: rfc3339_date(at) for name, at in times.items() if at},
    }


#: By the end of a feed's address.
FORMATS: dict[str, type[SyndicationFeed]] = {"rss": Rss, "atom": Atom, "json": JsonFeed}
#: How people call each; the same in every language.
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
#: What an autodiscovery link says of each.
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
