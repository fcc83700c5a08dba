"""Comments for machines: schema.org's Comment, for the JSON-LD of a page."""

from typing import Any

from django.conf import settings

from onrecord_site.changes.tell import whole
from onrecord_site.comments.section import CommentsPage, ShownComment


def comments_schema(page: CommentsPage | None) -> dict[str, Any]:
    """Return `commentCount` and `comment` for the node of the page commented on.

    Args:
        page: What `build_comments_page` gave; ``None`` and an empty page give ``{}``.
    """
    if page is None or not page.total:
        return {}
    shown = [each for each in page.comments if not each.gone]
    return {
        "commentCount": page.total,
        "discussionUrl": whole(page.target.comments_url),
        "comment": [_comment(each) for each in shown],
    }


def _comment(shown: ShownComment) -> dict[str, Any]:
    kind = "Organization" if shown.of_newsroom and shown.name == settings.SITE_NAME else "Person"
    node = {
        "@type": "Comment",
        "@id": whole(shown.url),
        "url": whole(shown.url),
        "text": shown.text,
        "dateCreated": shown.at.isoformat(),
        "author": {"@type": kind, "name": shown.name},
    }
    if shown.cited:
        node["about"] = {"@id": whole(shown.cited.url)}
    return node
