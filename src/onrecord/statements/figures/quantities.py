"""A number with its unit, before what it counts is known."""

from dataclasses import dataclass

from onrecord.statements.figures.numbers import Number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at ``[start, end)`` of the sentence's text."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    number: Number
