"""Counts what each outlet reported, was first with, and changed, from the stories in force."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.dateparse import parse_datetime

from onrecord_site.newsroom.models import Article, State, Statement, Story
from onrecord_site.newsroom.names import name_slug
from onrecord_site.outlets.models import Outlet, OutletReport, OutletRevision

BATCH = 500


class _Told(NamedTuple):
    """A report: the slug of its outlet and its time."""

    outlet: str
    at: datetime | None


@dataclass(slots=True)
class _Counts:
    """What is counted while the stories are gone through, by article or by outlet."""

    independent: set[str] = field(default_factory=set)
    began: set[str] = field(default_factory=set)
    of_outlet: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    revisions: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)


@transaction.atomic
def count_outlets() -> None:
    """Replace all counts. Reports whose outlet is not named are counted nowhere."""
    names: dict[str, str] = {}
    told: dict[str, _Told] = {}
    rows = Article.objects.told().order_by("pk").values_list("pk", "publisher", "published_at")
    for key, publisher, at in rows:
        if slug := name_slug(publisher):
            names.setdefault(slug, publisher)
            told[key] = _Told(slug, at)
    counts = _count_stories(told)
    Outlet.objects.all().delete()
    outlets = {slug: _outlet(slug, name, counts) for slug, name in names.items()}
    for key, (slug, _) in told.items():
        outlets[slug].reports += 1
        outlets[slug].independent += key in counts.independent
    Outlet.objects.bulk_create(outlets.values(), BATCH)
    OutletReport.objects.bulk_create(_reports(outlets, told, counts), BATCH)
    OutletRevision.objects.bulk_create(_revisions(outlets, told, counts), BATCH)


def first_of(reports: Iterable[_Told]) -> str:
    """Return the outlet that was first among several, or "" where there is no telling.

    There is none where one outlet stands alone, a report has no time, or two outlets came at
    the same moment.
    """
    reports = list(reports)
    if len({each.outlet for each in reports}) < 2 or any(each.at is None for each in reports):
        return ""
    earliest = min(each.at for each in reports if each.at)
    first = {each.outlet for each in reports if each.at == earliest}
    return first.pop() if len(first) == 1 else ""


def _count_stories(told: dict[str, _Told]) -> _Counts:
    counts = _Counts()
    standing = Statement.objects.exclude(state=State.REJECTED).filter(stories__isnull=False)
    article_of = dict(standing.values_list("pk", "article_id"))
    for pk, record in Story.objects.values_list("pk", "record").iterator(BATCH):
        own = [each["article"] for each in record["reports"] if each["independent"]]
        counts.independent.update(own)
        _count_first(counts, "stories", own, told)
        for point in record["points"]:
            articles = {article_of[each] for each in point["statements"] if each in article_of}
            _count_first(counts, "points", articles & set(own), told)
        for revision in record["revisions"]:
            counts.revisions.append((pk, revision["article"], revision))
    return counts


def _count_first(
    counts: _Counts, what: str, articles: Iterable[str], told: dict[str, _Told]
) -> None:
    """Count who takes part in something that several outlets tell, and who was first."""
    known = {each: told[each] for each in articles if each in told}
    outlets = {each.outlet for each in known.values()}
    if len(outlets) < 2:
        return
    for outlet in outlets:
        counts.of_outlet[outlet][f"shared_{what}"] += 1
    if first := first_of(known.values()):
        counts.of_outlet[first][f"first_{what}"] += 1
        if what == "stories":
            counts.began.add(min(known, key=lambda each: (known[each].at, each)))


def _outlet(slug: str, name: str, counts: _Counts) -> Outlet:
    return Outlet(slug=slug, name=name, **counts.of_outlet[slug])


def _reports(
    outlets: dict[str, Outlet], told: dict[str, _Told], counts: _Counts
) -> Iterator[OutletReport]:
    for key, (slug, at) in told.items():
        yield OutletReport(
            outlet=outlets[slug],
            article_id=key,
            at=at,
            independent=key in counts.independent,
            was_first=key in counts.began,
        )


def _revisions(
    outlets: dict[str, Outlet], told: dict[str, _Told], counts: _Counts
) -> list[OutletRevision]:
    made = [
        OutletRevision(
            outlet=outlets[told[article].outlet],
            article_id=article,
            story_id=story,
            at=parse_datetime(revision["at"]) if revision["at"] else None,
            edits=len(revision["edits"]),
            has_note=bool(revision["note"]),
            corrections=revision["corrections"],
        )
        for story, article, revision in counts.revisions
        if article in told
    ]
    for row in made:
        row.outlet.revisions += 1
        row.outlet.corrections += len(row.corrections)
    Outlet.objects.bulk_update({row.outlet for row in made}, ["revisions", "corrections"], BATCH)
    return made
