"""Counts what is on record by and about each name."""

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count

from onrecord_site.names.models import Name
from onrecord_site.newsroom.models import Mention, Statement

BATCH = 500


@transaction.atomic
def count_names(slugs: Collection[str] | None = None) -> None:
    """Replace the counts of these names, or of all."""
    public = Statement.objects.public().filter(stories__isnull=False)
    mentions = Mention.objects.filter(statement__in=public.values("pk"))
    names = Name.objects.all()
    if slugs is not None:
        mentions, names = mentions.filter(slug__in=slugs), names.filter(slug__in=slugs)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    rows = mentions.order_by().values_list("slug", "name", "kind", "role")
    for slug, name, kind, role, count in rows.annotate(count=Count("pk")):
        spelled[slug][name] += count
        kinds[slug][kind] += count
        roles[slug][role] += count
    names.delete()
    made = [
        Name(
            slug=slug,
            name=_most(spelled[slug]),
            kind=_most(kinds[slug]),
            said=roles[slug][Mention.Role.SOURCE],
            about=roles[slug][Mention.Role.SUBJECT],
        )
        for slug in spelled
    ]
    Name.objects.bulk_create(made, BATCH)


def count_names_of(words_key: str) -> None:
    """Count the names of the statements with these words anew."""
    mentions = Mention.objects.filter(statement__words_key=words_key)
    count_names(set(mentions.values_list("slug", flat=True)))


def _most(counts: Counter[str]) -> str:
    """Return what is most frequent, and the last by letter among equals: always the same."""
    return max(counts, key=lambda each: (counts[each], each))
