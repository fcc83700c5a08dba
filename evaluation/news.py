"""What is told of real news as disputed or changed: how much of it is wrong.

    python evaluation/gate.py ../shared/gold --part news

Stories written for it hold more disputes than news does, so `points.py` does not show how often one
is told that nobody has: a witness beside another witness, a plan told twice. ``news_points.json``
names 29 stories of giveme5w1h-newscluster and gva-stories, of the halves that may be tuned on, and
what was found in them that is disputed or changed, as places in the texts. All else that is told
so is wrong, unless it is read, found right and entered: of 103 points that an earlier state told,
all were read.

    free          1 minus the points wrongly told as disputed or changed, for each report
    told_right    labelled points of which two sides meet in one of ours with the right state

What a dispute or a change needs was chosen with these stories in view, so the scores hold what was
won and do not say how good it is elsewhere.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grouping import Labelled, gva, is_held_out, items_of, newscluster, with_statements

from onrecord.records import Article, Point, Statement
from onrecord.stories.group import tell_story

LABELS = Path(__file__).with_name("news_points.json")
READERS: dict[str, Callable[[dict[str, Any]], Labelled]] = {
    "giveme5w1h-newscluster": newscluster, "gva-stories": gva,
}  # fmt: skip


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of all labelled stories together."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    reports = articles_of(gold, labels)
    wrong = right = wanted = total = 0
    for label in labels:
        if is_held_out(label["story"]):
            raise ValueError(f"{label['story']} is scored elsewhere, and so must not be labelled")
        read = [with_statements(article) for article in reports[label["set"], label["story"]]]
        statements = [one for _, found in read for one in found]
        story = tell_story(label["story"], [article for article, _ in read], statements)
        told = [point for point in story.points if point.agreement in {"disputed", "changed"}]
        by_id = {one.id: one for one in statements}
        met = [[is_met(one, point, by_id) for point in told] for one in label["points"]]
        wrong += len(told) - sum(map(any, zip(*met, strict=True)))
        right += sum(map(any, met))
        wanted += len(met)
        total += len(read)
    return {"free": 1 - wrong / total, "told_right": right / wanted}


def articles_of(gold: Path, labels: list[dict[str, Any]]) -> dict[tuple[str, str], list[Article]]:
    """Return the articles of the labelled stories, by set and story."""
    wanted = {(label["set"], label["story"]) for label in labels}
    found: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for name, reader in READERS.items():
        for item in items_of(gold / name):
            if (name, item["story"]) in wanted:
                found[name, item["story"]].append(reader(item)[0])
    return found


def is_met(label: dict[str, Any], point: Point, statements: dict[str, Statement]) -> bool:
    """Whether a point has the labelled state, and statements of two of the labelled sides."""
    sides = {
        number
        for number, side in enumerate(label["sides"])
        for article, start, end in side
        for name in point.statements
        if (one := statements[name]).article == article
        and any(span.start < end and start < span.end for span in one.content.spans)
    }
    return point.agreement == label["state"] and len(sides) > 1
