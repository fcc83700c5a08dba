"""The records: frozen, hashable where they can be, spans that are the words."""

import dataclasses
import hashlib
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import records
from onrecord.block_kinds import BODY_KINDS, META_KINDS, RUNNING_KINDS
from onrecord.records import Article, Block, Capture, Span

RECORDS = [
    kind
    for _, kind in inspect.getmembers(records, inspect.isclass)
    if dataclasses.is_dataclass(kind)
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_and_described(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")


@given(text=st.text(), data=st.data())
def test_a_span_is_the_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Span(start, end).of(text) == text[start:end]


@given(content=st.binary())
def test_a_capture_knows_its_bytes(content: bytes) -> None:
    page = Capture(name="a.html", content=content, media="html")
    assert page.sha256 == hashlib.sha256(content).hexdigest()


@given(words=st.lists(st.text(min_size=1), max_size=6), data=st.data())
def test_the_body_is_the_running_blocks(words: list[str], data: st.DataObject) -> None:
    kinds = data.draw(
        st.lists(
            st.sampled_from(sorted(BODY_KINDS | META_KINDS | {"advert", "teaser"})),
            min_size=len(words),
            max_size=len(words),
        )
    )
    blocks, start = [], 0
    for word, kind in zip(words, kinds, strict=True):
        blocks.append(Block(kind=kind, start=start, end=start + len(word)))
        start += len(word) + 1
    article = Article(id="a", text="\n".join(words), blocks=tuple(blocks))
    running = [word for word, kind in zip(words, kinds, strict=True) if kind in RUNNING_KINDS]
    assert article.body == "\n\n".join(running)


def test_kinds_are_told_apart() -> None:
    assert RUNNING_KINDS < BODY_KINDS
    assert not BODY_KINDS & META_KINDS
