"""Names of units."""

import pytest

from onrecord.statements.figures.units import plural


@pytest.mark.parametrize(
    ("unit", "more"),
    [
        ("year", "years"),
        ("century", "centuries"),
        ("year of age", "years of age"),
        ("mile per hour", "miles per hour"),
        ("square kilometre", "square kilometres"),
        ("light year", "light years"),
        ("degree celsius", "degrees celsius"),
        ("part per million", "parts per million"),
        ("foot", "feet"),
        ("foot per second", "feet per second"),
        ("kilowatt hour", "kilowatt hours"),
        ("percentage point", "percentage points"),
        ("percent", "percent"),
        ("megahertz", "megahertz"),
        ("USD", "USD"),
        ("USD per barrel", "USD per barrel"),
    ],
)
def test_units_have_a_plural(unit, more):
    assert plural(unit) == more
