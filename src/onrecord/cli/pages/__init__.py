"""Web pages that the command line prints, for whoever judges the reader."""

from onrecord.cli.pages.blocks import block_page
from onrecord.cli.pages.statements import statement_page
from onrecord.cli.pages.stories import story_pages

__all__ = ["block_page", "statement_page", "story_pages"]
