"""An article as parsed sentences, with every offset in the coordinates of `Article.text`.

Only the blocks that belong to the article are parsed, each on its own, so that no sentence
crosses a block and no furniture can become a statement.
"""

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.block_kinds import BODY_KINDS
from onrecord.records import Article, Block, Span
from onrecord.statements.attributions.quotations import Quotation, find_quotations
from onrecord.statements.reader import HappeningWord, Piece, Relation, Run, default_reader

#: A block longer than this many code points is parsed in pieces: the pipeline's memory grows
#: with the piece. Real paragraphs stay far below it.
LONGEST_PIECE = 50_000

#: Articles whose parse is kept, so that finding entities and then statements parses once.
_ARTICLES_KEPT = 4

#: "VILNIUS, Lithuania (Agency) — " in front of the first sentence is no part of it.
_DATELINE = re.compile(
    r"""
    [A-Z][A-Z.'’ -]{2,40}                # the town, in capitals
    (?P<more>
      (?:,[ ]?[\w.’' ]{2,40}){0,3}       # country or state, date
      (?:[ ]?\([^()\n]{2,40}\))?         # agency
    )
    \s*(?:—|–|--|\s-\s)\s*
    (?=(?P<word>\S))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of one block.

    `offset` added to `Token.idx` gives a place in `Article.text`; `span` and `text` are the
    sentence in the article, without the white space around it.
    """

    span: Span
    text: str
    tokens: Tokens
    offset: int
    block: Block

    def place(self, token: Token) -> Span:
        """Return where `token` stands in the article."""
        start = self.offset + token.idx
        return Span(start, start + len(token))

    def place_of(self, tokens: Tokens) -> Span:
        """Return where a run of tokens stands in the article."""
        return Span(self.offset + tokens.start_char, self.offset + tokens.end_char)


@dataclass(frozen=True, slots=True, eq=False)
class ParsedBlock:
    """One block, or one piece of a very long one, with its parse.

    `offset` added to a character offset of `doc` gives a place in `Article.text`.
    """

    block: Block
    doc: Doc
    offset: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ParsedArticle:
    """An article as the reader read it.

    `relations`, `possible_cues` and `happenings` name words by the number of their block in
    `blocks`; `tokens` and `span` find them.
    """

    blocks: tuple[ParsedBlock, ...]
    quotations: tuple[Quotation, ...]
    relations: tuple[Relation, ...]
    possible_cues: tuple[Run, ...]
    happenings: tuple[HappeningWord, ...]

    def tokens(self, run: Run) -> Tokens:
        """Return the words of a run."""
        return self.blocks[run.piece].doc[run.start : run.end]

    def span(self, run: Run) -> Span:
        """Return where a run of words stands in the article."""
        block, tokens = self.blocks[run.piece], self.tokens(run)
        return Span(block.offset + tokens.start_char, block.offset + tokens.end_char)


class SentenceIndex:
    """The sentences of one article in page order, found by place without a search from the top."""

    def __init__(self, blocks: Iterable[ParsedBlock]) -> None:
        """Take the sentences of all parsed blocks."""
        self.all: tuple[Sentence, ...] = tuple(one for block in blocks for one in block.sentences)
        self._starts = [one.span.start for one in self.all]

    def at(self, place: int) -> Sentence | None:
        """Return the sentence that covers a place of the article."""
        number = bisect.bisect_right(self._starts, place) - 1
        return self.all[number] if number >= 0 and place < self.all[number].span.end else None

    def touching(self, span: Span, margin: int = 0) -> Sequence[Sentence]:
        """Return the sentences a span touches, with `margin` more on either side."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1 - margin)
        last = bisect.bisect_left(self._starts, span.end) + margin
        found = self.all[first:last]
        return found[1:] if not margin and found and found[0].span.end <= span.start else found


def parse_article(article: Article) -> tuple[ParsedBlock, ...]:
    """Parse the body blocks of an article, in page order; see `read_article`."""
    return read_article(article).blocks


def read_article(article: Article) -> ParsedArticle:
    """Read the body blocks of an article: their parse, and who says what in them.

    What was read of the last few texts is kept, so that calling this twice is cheap.

    Raises:
        MissingModelError: The package of language rules is not installed.
    """
    return _read(article.text, article.blocks)


@functools.lru_cache(maxsize=_ARTICLES_KEPT)
def _read(text: str, blocks: tuple[Block, ...]) -> ParsedArticle:
    body = [block for block in blocks if block.kind in BODY_KINDS]
    quotations = tuple(find_quotations(text, body))
    quoted = {
        place for one in quotations for span in one.spans for place in range(span.start, span.end)
    }
    pieces = [(block, span) for block in body for span in _pieces(text, block)]
    reading = default_reader().read(
        [
            Piece(
                span.of(text),
                frozenset(place - span.start for place in range(*span) if place in quoted),
            )
            for _, span in pieces
        ]
    )
    return ParsedArticle(
        blocks=tuple(
            ParsedBlock(block, doc, span.start, tuple(_sentences(text, block, doc, span.start)))
            for (block, span), doc in zip(pieces, reading.docs, strict=True)
        ),
        quotations=quotations,
        relations=reading.relations,
        possible_cues=reading.possible_cues,
        happenings=reading.happenings,
    )


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """Cut a very long block at white space and leave out a dateline."""
    dateline = _DATELINE.match(text, block.start, block.end)
    # without more than capitals it may be a name: "NATO — the alliance — said"
    is_sure = dateline is not None and (dateline["more"] or not dateline["word"].islower())
    start = dateline.end() if dateline and is_sure else block.start
    while block.end - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = max(window.rfind("\n"), window.rfind(". ") + 1, 0) or window.rfind(" ")
        end = start + (cut if cut > 0 else LONGEST_PIECE)
        yield Span(start, end)
        start = end
    if text[start : block.end].strip():
        yield Span(start, block.end)


def _sentences(text: str, block: Block, doc: Doc, offset: int) -> Iterator[Sentence]:
    for tokens in doc.sents:
        words = tokens.text
        start = offset + tokens.start_char + len(words) - len(words.lstrip())
        end = offset + tokens.start_char + len(words.rstrip())
        if start < end:
            yield Sentence(Span(start, end), text[start:end], tokens, offset, block)
