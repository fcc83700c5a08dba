"""One tree of errors, drawn where it is defined."""

import inspect
import re

import pytest

from onrecord import errors

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]


def drawn() -> dict[str, str | None]:
    """Return the parent of each error in the drawing at the top of the module."""
    parents: dict[str, str | None] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").split("\n\n")[1].splitlines():
        found = re.match(r"((?:│   |    |├── |└── )*)(\w+Error)\b", line)
        assert found, line
        depth = len(found[1]) // 4
        parents[found[2]] = above[depth - 1] if depth else None
        above[depth:] = [found[2]]
    return parents


def test_the_drawing_is_the_tree() -> None:
    parents = {
        kind.__name__: None if kind is errors.OnrecordError else kind.__base__.__name__
        for kind in CLASSES
        if kind.__base__ is not None
    }
    assert drawn() == parents


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_error_belongs_to_the_tree(kind: type[errors.OnrecordError]) -> None:
    assert issubclass(kind, errors.OnrecordError)
    assert kind.__name__.endswith("Error")
    assert re.fullmatch(r"[a-z]+:[a-z-]+", kind.id)
    assert inspect.getdoc(kind)


def test_ids_are_each_one_error_s() -> None:
    assert len({kind.id for kind in CLASSES}) == len(CLASSES)
