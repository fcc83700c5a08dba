"""Versions of one article: the same page read again with other words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Protocol

from onrecord.records import Article, Statement
from onrecord.stories.change_notes import find_notes

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def order_versions(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Return the versions of each article, by its id, the oldest first.

    They stand in the order in which they were fetched; one of which that is unknown, such as a
    saved file, stands where its own page says that it was updated or published. Of two of one
    time the one with more notes of changes is the later one. Where nothing tells, as `tell_order`
    says, they stand in an order that is always the same. A page read again with the same words
    is no other version.
    """
    read: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        read[article.id].append(article)
    found: dict[str, list[Article]] = {}
    for name, same in sorted(read.items()):
        ordered = sorted(same, key=order_of_making) if len(same) > 1 else same
        found[name] = ordered[:1] + [
            later for earlier, later in pairwise(ordered) if earlier.text != later.text
        ]
    return found


def order_of_making(version: Article) -> tuple[datetime, datetime, int, str, str]:
    """Return the key that sorts versions of one article, the oldest first."""
    return *made_order(version), len(find_notes(version)), version.version, version.text


def tell_order(earlier: Article, later: Article) -> bool:
    """Return whether anything tells that one of two versions came first.

    It may be their times, or that one has all notes of changes that the other has, and more.
    """
    if made_order(earlier) != made_order(later):
        return True
    before, after = ({note.words for note in find_notes(each)} for each in (earlier, later))
    return before < after


class Dated(Protocol):
    """Whatever has the times of a version of an article."""

    published_at: datetime | None
    updated_at: datetime | None
    fetched_at: datetime | None


def made_order(version: Article | Dated) -> tuple[datetime, datetime]:
    """Return the times that tell which version of an article came first."""
    own = version.updated_at or version.published_at or _LONG_AGO
    return version.fetched_at or own, own


def made_at(version: Article, earlier: Article | None) -> datetime | None:
    """Return when readers could first see a version; None where nothing tells.

    Args:
        version: The version.
        earlier: The one before it, None for the first one known.
    """
    if earlier is None:
        return version.published_at or version.fetched_at
    if version.updated_at and version.updated_at != earlier.updated_at:
        return version.updated_at
    return version.fetched_at or version.updated_at


def first_told(
    versions: Mapping[str, Sequence[Article]], statements: Iterable[Statement]
) -> dict[str, datetime | None]:
    """Return for each statement, by its id, when its article first made it.

    Args:
        versions: Of each article, by its id, the oldest first.
        statements: Those of every version; of one id there is one for each version that has it.

    Returns:
        The time of the first version in which it stands; None where that is not known. A
        statement that stands in no version is left out.
    """
    first: dict[str, tuple[str, int]] = {}
    for statement in statements:
        for number, version in enumerate(versions.get(statement.article, ())):
            if stands_in(version, statement):
                place = (statement.article, number)
                first[statement.id] = min(first.get(statement.id, place), place)
                break
    return {
        name: made_at(versions[article][number], versions[article][number - 1] if number else None)
        for name, (article, number) in first.items()
    }


def standing_in(
    latest: Mapping[str, Article], statements: Iterable[Statement]
) -> dict[str, list[Statement]]:
    """Return what stands in the latest version of each article, each id once, by the article's id.

    Args:
        latest: The latest version of each article, by its id.
        statements: Those of every version.
    """
    by_id = {each.id: each for each in statements if stands_in(latest.get(each.article), each)}
    stated: dict[str, list[Statement]] = defaultdict(list)
    for _, statement in sorted(by_id.items()):
        stated[statement.article].append(statement)
    return dict(stated)


def stands_in(article: Article | None, statement: Statement) -> bool:
    """Whether the article says so, so: another version may say it elsewhere, otherwise, or not."""
    if article is None:
        return False
    told = [(statement.content.spans, statement.content.text)]
    if statement.cue:
        told.append((statement.cue.spans, statement.cue.text))
    if statement.source:
        told.append(((statement.source.span,), statement.source.text))
    return all(text == " ".join(span.of(article.text) for span in spans) for spans, text in told)
