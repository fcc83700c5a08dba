"""The running affair that a story belongs to: what came before it, and what came after."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_site.newsroom.models import Story

#: Stories before and after.
MOST_EACH = 4


@dataclass(frozen=True, slots=True)
class Background:
    """Other stories of the affair, in order of time; nearest ones where there are many."""

    before: Sequence[Story]
    after: Sequence[Story]


def background(row: Story) -> Background:
    """Return the other stories of the affair, after one query where there is an affair."""
    dated = [each for each in row.affair if each.first_at]
    dated.sort(key=lambda each: each.first_at)
    if row.first_at is None:
        return Background(dated[-MOST_EACH:], ())
    before = [each for each in dated if each.first_at <= row.first_at]
    after = [each for each in dated if each.first_at > row.first_at]
    return Background(before[-MOST_EACH:], after[:MOST_EACH])
