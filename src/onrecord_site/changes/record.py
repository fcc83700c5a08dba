"""Writes the log: compares each story with how it stood when it was looked at last.

A point goes by other ids when an earlier report joins it, and a statement when its page is
edited elsewhere. Both are therefore known again by their *words*
(`onrecord_site.newsroom.review.words_key`): the point that shares most of them is the same one.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from onrecord import records
from onrecord.exports.story_records import statement_ids
from onrecord_site.changes.models import Change, StoryState
from onrecord_site.changes.signals import changes_recorded
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.stories.figures import by_slug, value_words
from onrecord_site.stories.points import kept_points

BATCH = 100


class _Standing(NamedTuple):
    """Article and words of each statement that no editor rejected, by its id."""

    article_of: dict[str, str]
    words_of: dict[str, str]


@transaction.atomic
def record_changes() -> list[Change]:
    """Log what changed in stories since the last call; return the new entries.

    Only those are looked at that were told, or whose statements were decided on, since then.

    A story seen for the first time is one change, whatever it holds. Doing it twice logs
    nothing more.
    """
    now = timezone.now()
    changes: list[Change] = []
    unseen = Q(state=None) | Q(state__seen=None) | ~Q(state__seen=F("touched_at"))
    left = list(Story.objects.filter(unseen).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(left), BATCH):
        changes += _record_of(left[start : start + BATCH], now)
    changes_recorded.send(Change, changes=changes)
    return changes


def _record_of(stories: Sequence[str], now: datetime) -> list[Change]:
    standing = _Standing({}, {})
    said = Statement.objects.filter(article__stories__in=stories).exclude(state=State.REJECTED)
    for key, article, words in said.values_list("pk", "article_id", "words_key"):
        standing.article_of[key], standing.words_of[key] = article, words
    changes: list[Change] = []
    states: list[StoryState] = []
    for row in Story.objects.filter(pk__in=stories).select_related("state").order_by("pk"):
        story = row.to_record()
        stands = _how_it_stands(story, standing)
        state = getattr(row, "state", None)
        stood = state.stood if state else None
        if stood != stands:
            changes += _compare(row, story, stood, stands, standing, now)
        key = state.pk if state else None
        states.append(StoryState(pk=key, story=row, stood=stands, seen=row.touched_at))
    StoryState.objects.bulk_create([each for each in states if each.pk is None])
    StoryState.objects.bulk_update([each for each in states if each.pk], ["stood", "seen"])
    Change.objects.bulk_create(changes)
    return changes


def _how_it_stands(story: records.Story, standing: _Standing) -> dict[str, Any]:
    words_of = standing.words_of
    return {
        "points": [
            {
                "agreement": kept.agreement,
                "words": sorted({words_of[each] for side in kept.sides for each in side}),
            }
            for kept in kept_points(story, standing.article_of)
        ],
        "figures": {
            slug: value_words(last, series.unit)
            for slug, series in by_slug(story.figures).items()
            if (last := _last_value(series, words_of))
        },
        "statements": sorted({words_of[each] for each in statement_ids(story) if each in words_of}),
    }


def _last_value(
    series: records.FigureSeries, standing: Collection[str]
) -> records.FigureValue | None:
    return next((value for value in reversed(series.series) if value.statement in standing), None)


def _compare(
    row: Story,
    story: records.Story,
    stood: dict[str, Any] | None,
    stands: dict[str, Any],
    standing: _Standing,
    now: datetime,
) -> Iterator[Change]:
    def change(kind: str, statements: Collection[str], **fields: str) -> Change:
        return Change(story=row, kind=kind, statements=list(statements), at=now, **fields)

    known = set(stood["statements"]) if stood else set()
    told = dict.fromkeys(each for each in statement_ids(story) if each in standing.words_of)
    if new := [each for each in told if standing.words_of[each] not in known]:
        yield change(Change.Kind.STATEMENTS, new)
    if stood is None:
        yield change(Change.Kind.STORY, [])
        return
    kept_now = kept_points(story, standing.article_of)
    for kept, point in zip(kept_now, stands["points"], strict=True):
        before = _same_point(point, stood["points"])
        fields = {"subject": kept.point.id, "after": kept.agreement}
        # The first of each side comes first: a dispute is never told from one side.
        statements = [each for turn in zip_longest(*kept.sides) for each in turn if each]
        if before is None:
            yield change(Change.Kind.POINT, statements, **fields)
        elif before["agreement"] != kept.agreement:
            fields["before"] = before["agreement"]
            yield change(Change.Kind.AGREEMENT, statements, **fields)
    for slug, series in by_slug(story.figures).items():
        before, after = stood["figures"].get(slug), stands["figures"].get(slug)
        last = _last_value(series, standing.words_of)
        if last and before and after and before != after:
            fields = {"subject": slug, "before": before, "after": after}
            yield change(Change.Kind.FIGURE, [last.statement], **fields)


def _same_point(
    point: dict[str, Any], earlier: Collection[dict[str, Any]]
) -> dict[str, Any] | None:
    """Return the earlier point that shares most words with this one, if any does."""
    words = set(point["words"])
    best = max(earlier, key=lambda each: len(words & set(each["words"])), default=None)
    return best if best and words & set(best["words"]) else None
