"""A token of everything that a story's page is made from.

It is taken from the rows themselves, whoever wrote them and however, in one query that neither
reads JSON nor makes rows of models. Two pages with the same token are the same, but for what
stands on every page, the comments, and what is beside the story.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from onrecord_site.changes.models import Change
from onrecord_site.newsroom.models import Article, Statement, Story


def story_token(row: Story) -> str:
    """Return the token of a story's page today; one query, rarely two."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [row.pk, row.pk, row.pk, row.pk, row.thread])
        rows = cursor.fetchall()
        known = {each[1] for each in rows if each[0] == "statement"}
        changes = (json.loads(each[1]) for each in rows if each[0] == "change")
        # What a change rests on may have left the story since.
        if elsewhere := sorted({name for told in changes for name in told} - known):
            marks = ", ".join(["%s"] * len(elsewhere))
            statements = f"SELECT {_columns(Statement)} FROM {_table(Statement)} t"  # noqa: S608
            cursor.execute(f"{statements} WHERE t.id IN ({marks}) ORDER BY 1", elsewhere)
            rows += cursor.fetchall()
    today = timezone.now().date()
    seen = (today, settings.SITE_URL, rows)
    return hashlib.blake2b(repr(seen).encode(), digest_size=16).hexdigest()


@cache
def _question() -> str:
    """Return one question for all rows of a story, whose columns are told as text."""
    links, told = _table(Story.statements.through), _table(Story.articles.through)
    asked = {
        "statement": (
            Statement, f"JOIN {links} m ON m.statement_id = t.id WHERE m.story_id = %s", ("id",)
        ),
        "article": (
            Article, f"JOIN {told} m ON m.article_id = t.id WHERE m.story_id = %s", ("id",)
        ),
        "story": (Story, "WHERE t.id = %s", ("id",)),
        "change": (Change, "WHERE t.story_id = %s", ("statements",)),
        "affair": (Story, "WHERE t.thread = %s AND t.thread <> ''", ("id",)),
    }  # fmt: skip
    # The record of an article is its whole text, and nothing of it is shown.
    left_out = {"article": {"record"}, "affair": {"record"}}
    columns = {
        name: _names(model, first, left_out.get(name, set()))
        for name, (model, _, first) in asked.items()
    }
    width = max(map(len, columns.values()))
    selects = [
        f"SELECT '{name}', {_texts(columns[name], width)} FROM {_table(model)} t {where}"  # noqa: S608
        for name, (model, where, _) in asked.items()
    ]
    return f"{' UNION ALL '.join(selects)} ORDER BY 1, 2, 3, 4"


def _names(model: type[Model], first: Iterable[str], left_out: set[str]) -> list[str]:
    every = [field.column for field in model._meta.concrete_fields]
    rest = [name for name in every if name not in first and name not in left_out]
    return [*first, *rest]


def _texts(names: list[str], width: int) -> str:
    empty = ["CAST('' AS TEXT)"] * (width - len(names))
    return ", ".join([*(f'CAST(t."{name}" AS TEXT)' for name in names), *empty])


def _columns(model: type[Model]) -> str:
    names = _names(model, ("id",), set())
    return _texts(names, len(names))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
