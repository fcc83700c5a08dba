"""What the pipeline asks of whoever keeps the records and shows the stories."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.records import Article, Capture, Statement, Story

if TYPE_CHECKING:
    from onrecord.stories.stream import Stream


class Reading(NamedTuple):
    """One page read: the capture, the article with its entities, and what it states."""

    capture: Capture
    article: Article
    statements: tuple[Statement, ...]


class Kept(NamedTuple):
    """Articles as they were read last, and what belongs to them.

    `earlier` are their earlier versions, those of one article the oldest first; the statements
    are those of the same versions.
    """

    articles: Sequence[Article]
    statements: Sequence[Statement]
    earlier: Sequence[Article] = ()
    earlier_statements: Sequence[Statement] = ()


class Judgement(NamedTuple):
    """What an editor decided about stories, by the ids of their articles.

    The articles of each of `parts` belong together and different parts do not. `before` are the
    articles of the stories as they were; where the decision is taken back, they come back.
    """

    parts: Sequence[Collection[str]]
    before: Mapping[str, Collection[str]]
    taken_back: bool


class Publisher(Protocol):
    """Keeps records and shows them; a newsroom is one."""

    def has(self, capture: Capture) -> bool:
        """Whether these very bytes of this page were read before."""

    def save_reading(self, reading: Reading) -> None:
        """Keep one page with its statements; reading it twice changes nothing."""

    def open_stream(self) -> AbstractContextManager["Stream"]:
        """Return the grouping, brought up to what is published."""

    def arrived(self) -> Sequence[str]:
        """Return the ids of articles read since the last publication, in order of publication."""

    def judgements(self) -> Sequence[Judgement]:
        """Return what editors decided or took back since the last publication."""

    def kept(self, articles: Collection[str]) -> Kept:
        """Return these articles with what belongs to them."""

    def around(self, articles: Sequence[Article]) -> Kept:
        """Return what else the outlets of these articles printed lately."""

    def resting_on(self, statements: Collection[str]) -> Collection[str]:
        """Return the ids of the published stories that rest on one of these statements."""

    def publish(self, stories: Sequence[Story], ended: Mapping[str, str]) -> None:
        """Show stories that are new or were told anew, and let others go.

        What arrived and is in them is taken in with it, and so is what editors decided.

        Args:
            stories: All that changed; the others stay.
            ended: Ids of stories that are no more, and of the stories that answer for them.
        """
