"""Hand-built articles and statements, so that the tests need no language model."""

import dataclasses
import itertools
import re
from datetime import UTC, datetime

import pytest

from onrecord.records import (
    Article,
    Block,
    Entity,
    Event,
    Figure,
    Happening,
    Participant,
    Source,
    Span,
    Statement,
    Time,
    Words,
)
from onrecord.stories.group import tell_story


class Newsroom:
    """Writes articles line by line; each line can be put on record as a statement."""

    def __init__(self):
        self.articles = []
        self.statements = []
        self._numbers = itertools.count(1)

    def article(self, name, *lines, headline=None, day="2025-09-11", people=(), **fields):
        """Add an article of paragraphs; `people` are the names to look for in its text."""
        paragraphs = [line if isinstance(line, str) else line["text"] for line in lines]
        text = "\n\n".join([*([headline] if headline else []), *paragraphs])
        blocks, at = [], 0
        for number, words in enumerate(text.split("\n\n")):
            kind = "headline" if headline and number == 0 else "paragraph"
            blocks.append(Block(kind=kind, start=at, end=at + len(words)))
            at += len(words) + 2
        entities = tuple(
            Entity(
                id=f"person-{number}", name=name, kind="person",
                mentions=tuple(Span(*m.span()) for m in re.finditer(re.escape(name), text)),
            )
            for number, name in enumerate(people)
            if name in text
        )  # fmt: skip
        published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
        article = Article(
            id=name, headline=headline, text=text, blocks=tuple(blocks), published_at=published,
            entities=entities, **{"language": "en", "publisher": f"Outlet {name}"} | fields,
        )  # fmt: skip
        self.articles.append(article)
        for line in lines:
            if not isinstance(line, str):
                self.state(article, **line)
        return article

    def state(self, article, text, **facts):
        """Put words of an article on record."""
        start = article.text.index(text)
        content = facts.get("content", text)
        place = start + text.index(content)
        source = facts.get("source")
        attributed = None
        if source:
            spoken = facts.get("spoken", source)
            at = start + text.index(spoken)
            attributed = Source(
                span=Span(at, at + len(spoken)), text=spoken, name=source,
                kind=facts.get("kind", "person"),
            )  # fmt: skip
        self.statements.append(
            Statement(
                id=f"{article.id}.{next(self._numbers):03}", article=article.id,
                sentence=Span(start, start + len(text)),
                form="reported" if source else "narration",
                certainty=facts.get("certainty", "stated"),
                factuality=-3.0 if facts.get("certainty") == "denied" else 3.0, score=0.9,
                source=attributed, cue=_cue(start, text, facts.get("cue")),
                content=Words(spans=(Span(place, place + len(content)),), text=content),
                events=tuple(
                    _event(article, start, text, **event) for event in facts.get("events", ())
                ),
                figures=tuple(_figure(start, text, *figure) for figure in facts.get("figures", ())),
                happenings=tuple(
                    Happening(span=_at(start, text, word), factuality=factuality)
                    for word, factuality in facts.get("happenings", ())
                ),
                times=tuple(
                    Time(span=Span(start, start + 1), value=value, type="date")
                    for value in facts.get("times", ())
                ),
            )
        )  # fmt: skip

    def set_unit(self, unit):
        """Give the last statement's figure a unit."""
        last = self.statements[-1]
        figure = dataclasses.replace(last.figures[0], unit=unit)
        self.statements[-1] = dataclasses.replace(last, figures=(figure,))

    def figures(self):
        """The figures of all that was written, told as one story: ``{thing: [value]}``."""
        story = tell_story("story", self.articles, self.statements)
        return {series.counts: [value.value for value in series.series] for series in story.figures}


def _at(start, text, words):
    at = start + text.index(words)
    return Span(at, at + len(words))


def _cue(start, text, cue):
    if cue is None:
        return None
    return Words(spans=(_at(start, text, cue),), text=cue)


def _event(
    article,
    start,
    text,
    trigger,
    category,
    mode=None,
    actors=(),
    recipients=(),
    time=None,
    means=None,
):
    """An event; `means` names whom the words for its recipients stand for."""
    return Event(
        trigger=_at(start, text, trigger), category=category, mode=mode, time=time,
        actors=tuple(_party(article, start, text, name) for name in actors),
        recipients=tuple(_party(article, start, text, words, means) for words in recipients),
    )  # fmt: skip


def _party(article, start, text, words, means=None):
    name = means or words
    entity = next((entity.id for entity in article.entities if entity.name == name), None)
    return Participant(span=_at(start, text, words), text=words, name=name, entity=entity)


def _figure(start, text, words, value, counts=None, change="=", low=None, high=None, **more):
    return Figure(
        span=_at(start, text, words), value=value, counts=counts, change=change,
        low=value if low is None else low, high=value if high is None else high, **more,
    )  # fmt: skip


@pytest.fixture
def newsroom():
    return Newsroom()
