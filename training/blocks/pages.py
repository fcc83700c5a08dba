"""Gold pages as training examples: the features of every block, and the kinds it may have.

An example's truth is a set of kinds for each block. A gold body says of a block only whether it
is running text; a page labelled by hand (``evaluation/block_labels.jsonl``) names its kind.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq
from selectolax.lexbor import LexborHTMLParser

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "evaluation"))

from gold_pages import gold_body, is_unseen, load_capture, load_items, words  # noqa: E402

from onrecord.articles.assemble import find_clues  # noqa: E402
from onrecord.articles.decode import decode  # noqa: E402
from onrecord.articles.features import Features, find_features  # noqa: E402
from onrecord.articles.html_blocks import read_html_blocks  # noqa: E402
from onrecord.articles.metadata import Metadata, read_metadata  # noqa: E402
from onrecord.articles.page import Page  # noqa: E402
from onrecord.articles.text_blocks import read_text_blocks  # noqa: E402
from onrecord.records import RUNNING_KINDS, BlockKind, Capture  # noqa: E402
