"""What a block of a page can be; ``evaluation/block-kinds.md`` tells the kinds apart."""

from typing import Literal

BlockKind = Literal[
    "headline", "standfirst", "subhead", "paragraph", "list", "blockquote", "caption", "table",
    "correction",
    "byline", "date", "dateline", "kicker", "author_bio", "comments", "newsletter", "follow",
    "teaser", "tags", "advert", "navigation", "legal", "other",
]  # fmt: skip

#: Kinds whose blocks, joined by blank lines, are `Article.body`.
RUNNING_KINDS: frozenset[BlockKind] = frozenset(
    {"standfirst", "subhead", "paragraph", "list", "blockquote", "table", "correction"}
)
#: Kinds that belong to the article.
BODY_KINDS: frozenset[BlockKind] = RUNNING_KINDS | {"headline", "caption"}
META_KINDS: frozenset[BlockKind] = frozenset({"byline", "date", "dateline", "kicker"})
