"""What the API answers with: the records themselves, and around each what the site adds.

The records are those of `onrecord.records` and are described there; nothing of them is defined a
second time here. Addresses are whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel

from onrecord import records

Item = TypeVar("Item")


class Listing(BaseModel, Generic[Item]):
    """One page of a list; `next` is the address of the page after it."""

    items: Sequence[Item]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHead:
    """A story in a list. `self` is where all of it is."""

    slug: str
    id: str
    headline: str
    first_at: datetime | None
    last_at: datetime | None
    independent_reports: int
    page: str
    self: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as readers see it. `downloads` are the same in other formats."""

    story: records.Story
    page: str
    statements: str
    downloads: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPoint:
    """A point of a story, and its place on the page."""

    point: records.Point
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """How a figure moved in a story, and its own page."""

    story: str
    figure: records.FigureSeries
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStatement:
    """A statement. `words` are the sentence that shows it, ``null`` where it may not be quoted.

    Then the texts of the record are empty as well. `original` leads to the words at the outlet.
    `is_reviewed` says whether an editor accepted it; nobody has looked at the others yet.
    """

    slug: str
    statement: records.Statement
    words: str | None
    is_reviewed: bool
    outlet: str | None
    report: str
    original: str | None
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldName:
    """Somebody on record, and how many statements are by and about them."""

    slug: str
    name: str
    kind: str
    said: int
    about: int
    page: str
    statements: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """A report without its text, which is at its outlet."""

    slug: str
    article: records.Article
    page: str
    stories: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, best first."""

    stories: Sequence[StoryHead]
    statements: Sequence[ToldStatement]


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    name: str
    detail: str


class Problem(BaseModel):
    """Why there is no answer, by RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: Sequence[Fault] = ()
