"""The whole way of the data, top to bottom: read this first.

    page bytes --capture--> Capture --read--> Article --find--> Statements --group--> Story

The last step, publishing, belongs to whoever keeps the records: the command line prints them,
the newsroom (`onrecord_site`) saves them and shows them. Both pass a `Publisher`.

One bad page never stops the others: it is handed to `on_problem` with the reason.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.articles.explain import explain
from onrecord.articles.explanation import Explanation
from onrecord.articles.read import read
from onrecord.captures.capture import capture
from onrecord.errors import InputError, OnrecordError, PageDefectError
from onrecord.publishing import Publisher, Reading
from onrecord.records import Article, Capture, Story
from onrecord.statements.find import find_entities, find_statements

if TYPE_CHECKING:
    from onrecord.stories.memory import Memory

#: Told the name of an input and why it could not be read.
OnProblem = Callable[[str, InputError], None]


@contextmanager
def _others_go_on(page: Capture, on_problem: OnProblem) -> Iterator[None]:
    """Report what one page fails by; a defect of ours on it must not cost the other pages."""
    try:
        yield
    except InputError as error:
        on_problem(page.name, error)
    except OnrecordError:
        raise  # not this page's fault: no model, a bad setting
    except Exception as error:  # noqa: BLE001
        on_problem(page.name, PageDefectError.of(error))


def read_captures(captures: Iterable[Capture], on_problem: OnProblem) -> Iterator[Article]:
    """Read each capture into an article, in the order given."""
    for page in captures:
        with _others_go_on(page, on_problem):
            yield read(page)


def explain_captures(captures: Iterable[Capture], on_problem: OnProblem) -> Iterator[Explanation]:
    """Read each capture and say why its blocks have their kinds, in the order given."""
    for page in captures:
        with _others_go_on(page, on_problem):
            yield explain(page)


def read_statements(captures: Iterable[Capture], on_problem: OnProblem) -> Iterator[Reading]:
    """Read each capture and find its entities and statements, in the order given."""
    for page in captures:
        for article in read_captures([page], on_problem):
            with _others_go_on(page, on_problem):
                named = dataclasses.replace(article, entities=find_entities(article))
                yield Reading(page, named, find_statements(named))


def tell_stories(
    captures: Iterable[Capture], on_problem: OnProblem, memory: "Memory | None" = None
) -> tuple[list[Reading], list[Story]]:
    """Go the whole way in memory: from captures to the readings and their stories.

    Args:
        captures: The pages.
        on_problem: Told of each that could not be read.
        memory: What the comparer said before; it takes up what it says now.
    """
    from onrecord.stories.group import group_stories  # not needed to read a page

    readings = list(read_statements(captures, on_problem))
    articles = [reading.article for reading in readings]
    statements = [statement for reading in readings for statement in reading.statements]
    return readings, group_stories(articles, statements, memory=memory)


def run(inputs: Iterable[str], publisher: Publisher, on_problem: OnProblem) -> None:
    """Go the whole way into a newsroom; what it has already is not read again.

    Only stories that a page touches are told anew. A run that was killed is finished by the
    next one: pages are kept one by one, and those that no publication has taken in yet are taken
    in, whoever read them.

    Raises:
        BusyError: Another run is under way; it, or the next one, takes in what was read.
    """
    from onrecord.stories.arrivals import update_stories

    new = (page for page in capture(inputs, on_problem) if not publisher.has(page))
    for reading in read_statements(new, on_problem):
        publisher.save_reading(reading)
    update_stories(publisher)
