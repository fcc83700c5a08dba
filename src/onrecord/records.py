"""The four records, in the order of the data: Capture, Article, Statement, Story.

Every span is a half-open ``[start, end)`` of code points into ``Article.text``, so
``article.text[start:end]`` is always the words. Times are timezone-aware UTC datetimes;
dates that the text leaves vague are EDTF strings (ISO 8601-2:2019). Unknown is ``None`` or
an empty tuple, never a guess. ``onrecord.wire`` turns records into the output contract.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import computed_field

from onrecord.block_kinds import RUNNING_KINDS, BlockKind


class Span(NamedTuple):
    """Half-open code points ``[start, end)`` of one article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers in `text`."""
        return text[self.start : self.end]


# -- Capture ---------------------------------------------------------------------------------
Media = Literal["html", "text", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one URL, or of one pasted text, at one moment.

    `media` says what the bytes are: ``html`` a page, ``text`` a page as pasted, ``body``
    article text that is already clean. `name` is what a person calls the input (a path, a URL
    or ``file.jsonl:3``) and appears in error messages only. `headers` have lower-case names.
    The fields from `id` on are what the giver of the page knows about it.
    """

    name: str
    content: bytes
    media: Media
    url: str | None = None
    fetched_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    language: str | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


# -- Article ---------------------------------------------------------------------------------
EntityKind = Literal[
    "person", "organisation", "place", "country", "group", "event", "law", "product"
]
Completeness = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One labelled piece of the page; blocks stand in page order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person of the byline: clean name, and the bio the page prints, if any."""

    name: str
    bio: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """Another article that the page points to. Spans lie in blocks of kind ``teaser``."""

    headline: Span
    excerpt: Span | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What one reader wrote below the article, without name, time and buttons around it."""

    text: Span
    author: str | None = None
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a live blog; `headline` lies at the start of its `span`, its time outside."""

    span: Span
    posted_at: datetime | None = None
    headline: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Whom or what an article names, each mention; `ids` by scheme: ``{"iso3166": "BY"}``."""

    id: str
    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page as labelled blocks, with what the page says about itself.

    `text` is the whole page, furniture included: for pasted text exactly what was pasted, for HTML
    the blocks' text joined by newlines. `version` is the first 12 digits of the SHA-256 of `text`:
    the same article read again with other words has another version. `language` is a BCP 47 tag.
    `publisher` is the outlet. `entries`, newest or oldest first as printed, are a live blog's.
    """

    id: str
    url: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    fetched_at: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    completeness: Completeness = "full"
    version: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    comments: tuple[Comment, ...] = ()
    entries: tuple[Entry, ...] = ()
    entities: tuple[Entity, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def body(self) -> str:
        """The running text: body blocks without headline and captions, blank lines between."""
        running = (block for block in self.blocks if block.kind in RUNNING_KINDS)
        return "\n\n".join(self.text[block.start : block.end] for block in running)


# -- Statement -------------------------------------------------------------------------------
Form = Literal["quotation", "mixed", "reported", "narration"]
Certainty = Literal[
    "stated", "confirmed", "believed", "possible", "denied", "planned", "demanded",
    "conditional", "unclear",
]  # fmt: skip
Change = Literal["=", "~", ">", "<", "up", "down"]
SourceKind = Literal["person", "organisation", "country", "group", "document", "unnamed"]
TimeType = Literal["date", "time", "duration", "set"]
Precision = Literal["point", "city", "region", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whom a statement is attributed to.

    `text` is what stands at `span` ("she"); `name` is whom it means ("Sviatlana
    Tsikhanouskaya"); `attribute` are the words the article describes it with ("Exiled
    opposition leader"); `entity` is the id of an entity of the article.
    """

    span: Span
    text: str
    name: str
    entity: str | None = None
    kind: SourceKind = "unnamed"
    attribute: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One or more spans with their text, joined by spaces where there are several."""

    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor or recipient of an event. `country` is ISO 3166-1 alpha-2, `sector` PLOVER's."""

    span: Span
    text: str
    name: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, coded by the PLOVER manual. `time` is EDTF, `place` a name."""

    trigger: Span
    category: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts ("52", "prisoners") or is a share of.

    `value` is the best single number, `low` and `high` the range the words allow (equal to
    `value` for an exact one). A percentage has unit ``percent`` and value 4 for "4%".
    `change` follows the CQE convention: ``=`` exact, ``~`` about, ``>`` at least or more
    than, ``<`` at most or less than, ``up`` and ``down`` for a change of that size.
    """

    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None = None
    counts: str | None = None
    share_of: str | None = None
    change: Change = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression; `value` is EDTF, resolved against the article's date."""

    span: Span
    value: str | None
    type: TimeType


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name; `country` is ISO 3166-1 alpha-2, `lat` and `lon` degrees (WGS 84)."""

    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A word that tells of something that happened, or may have, and how sure the text is of it.

    `factuality` is on FactBank's scale, from -3 (certainly not) to 3 (certainly), as a reader of
    the whole sentence takes it.
    """

    span: Span
    factuality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who says what, how surely.

    `source` is ``None`` for narration, the outlet's own voice, and for a quotation whose speaker
    the words do not name. `certainty` is what the text commits to; `factuality` the same on
    FactBank's scale from -3 (certainly not) to 3 (certainly); `score`, 0.0 to 1.0, is the machine's
    own confidence and not a probability. `happenings` are those of its cue and content, and those
    elsewhere in the sentence that no statement is nearer to.
    """

    id: str
    article: str
    sentence: Span
    form: Form
    certainty: Certainty
    factuality: float
    score: float
    source: Source | None
    cue: Words | None
    content: Words
    happenings: tuple[Happening, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def lacks_speaker(self) -> bool:
        """Whether these are somebody's words, and nothing says whose."""
        return self.source is None and self.form != "narration"


# -- Story -----------------------------------------------------------------------------------
Agreement = Literal["single", "agreed", "disputed", "changed"]
EditKind = Literal["added", "removed", "changed"]
CorrectionKind = Literal["figure", "person", "certainty", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEdit:
    """What an outlet did to a sentence of its article; one that only moved is not edited.

    `before` has spans into the text of the earlier version, `after` into that of the later one.
    """

    kind: EditKind
    before: Words | None
    after: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A statement of the earlier version that the later one makes otherwise, or takes back.

    `after` is the statement in its place; ``None`` where the outlet says that it was wrong and
    puts none there. Both have one id where only the words of saying are others. `acknowledged`
    tells whether the outlet's note speaks of it.
    """

    kind: CorrectionKind
    before: str
    after: str | None
    acknowledged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed from one version of an article to the next.

    `earlier` and `later` are values of `Article.version`. `at` is when the later one was made,
    by its page, else when it was fetched. `note` is what the later one newly says of its own
    changes, as in "An earlier version of this article misstated ...". `order_known` is False
    where neither times nor such a note tell which of the two came first: then the edits only say
    in what they differ, and nothing counts as corrected.
    """

    article: str
    earlier: str
    later: str
    at: datetime | None
    edits: tuple[SentenceEdit, ...]
    corrections: tuple[Correction, ...]
    note: Words | None
    order_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article of a story; `origin` is the agency, or the outlet, that it names.

    A copy counts for nothing, and neither does a report in which only another one is cited.
    """

    article: str
    independent: bool
    copy_of: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of the reports' own words and the statements it rests on."""

    text: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Statements of different articles on one matter.

    `sides` divides `statements` into groups that say the same: one side when single or
    agreed, one per position when disputed, in order of time when changed. `withdrawn` are those
    that stood in an earlier version of their article only: its outlet corrected them, or took
    them back.
    """

    id: str
    agreement: Agreement
    statements: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    summary: str
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """A value of a figure as of a time (EDTF). `computed` ones were implied, not reported.

    Of a computed one, `fits` are the statements that report a value within its range, and `clashes`
    those that report one outside of it.
    """

    as_of: str | None
    value: float | None
    low: float | None
    high: float | None
    source: str | None
    statement: str
    computed: bool = False
    fits: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries:
    """How one figure moved, oldest value first."""

    counts: str
    unit: str | None
    series: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStatus:
    """What one statement says became of a person, such as ``released`` or ``detained``."""

    status: str
    as_of: str | None
    certainty: Certainty
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPerson:
    """A person of a story and their dated statuses, oldest first."""

    name: str
    entity: str | None
    statuses: tuple[PersonStatus, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What later statements of a point tell of a plan, the clearest first.

    `came_about` is True where they say that it was done, in time or later, False where they deny
    it or say that it was called off or put off, and None where their words do not settle it.
    """

    point: str
    statements: tuple[str, ...]
    came_about: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A happening in the order of its own time (EDTF), not of the printing.

    `planned` tells whether it was still to come when it was reported; then `outcome` is what became
    of it, None where no report tells.
    """

    time: str
    statement: str
    planned: bool = False
    outcome: Outcome | None = None


NewsKind = Literal["appeared", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointNews:
    """What is new in a point: `was` is where it stood before, `statements` are the new ones.

    Of a point that was withdrawn they are those that were taken back.
    """

    point: str
    kind: NewsKind
    was: Agreement | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureNews:
    """What is new in a figure: the values that came, or those that were taken back."""

    counts: str
    unit: str | None
    kind: NewsKind
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new in a story since a moment; `reports` are the articles published since."""

    since: datetime
    reports: tuple[str, ...]
    points: tuple[PointNews, ...]
    figures: tuple[FigureNews, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles on one happening, and its points.

    `news` is what is new since a moment that somebody asked for; ``None`` where nobody did.
    """

    id: str
    headline: str
    thread: str | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    independent_reports: int = 0
    articles: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    summary: tuple[SummarySentence, ...] = ()
    points: tuple[Point, ...] = ()
    figures: tuple[FigureSeries, ...] = ()
    people: tuple[StoryPerson, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()
    news: News | None = None
