"""Inputs to captures."""

from collections.abc import Callable, Iterable, Iterator

from onrecord.errors import InputError
from onrecord.records import Capture


def capture(
    inputs: Iterable[str], on_problem: Callable[[str, InputError], None]
) -> Iterator[Capture]:
    raise NotImplementedError
