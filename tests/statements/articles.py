"""Articles made of plain text, for the tests of finding statements."""

from datetime import UTC, datetime

from onrecord.block_kinds import BlockKind
from onrecord.records import Article, Block, Statement
from onrecord.statements.find import find_statements


def article_of(*paragraphs: str | tuple[BlockKind, str], **fields: object) -> Article:
    """Return an article with one block per paragraph; a pair names the block's kind."""
    text = ""
    blocks = []
    for paragraph in paragraphs:
        kind, words = paragraph if isinstance(paragraph, tuple) else ("paragraph", paragraph)
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words
    given = {"id": "a", "language": "en", "published_at": datetime(2025, 9, 12, tzinfo=UTC)}
    return Article(**{**given, **fields}, text=text, blocks=tuple(blocks))


def statements_of(*paragraphs: str | tuple[BlockKind, str]) -> tuple[Statement, ...]:
    """Return the statements of an article made of these paragraphs."""
    return find_statements(article_of(*paragraphs))


def attributed(*paragraphs: str | tuple[BlockKind, str]) -> list[Statement]:
    """Return the statements that have a source or stand in quotation marks."""
    return [one for one in statements_of(*paragraphs) if one.form != "narration"]


def only(*paragraphs: str | tuple[BlockKind, str]) -> Statement:
    """Return the one attributed statement of an article."""
    found = attributed(*paragraphs)
    assert len(found) == 1, [one.content.text for one in found]
    return found[0]
