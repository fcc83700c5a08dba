"""Which edition of the site the database holds.

Every write to a table that readers' pages may show changes the edition's token, whatever code
wrote it: each connection is watched. A page that was made under another token is out of date.

On SQLite the token changes in the transaction of the write, so that both are seen at once and
neither without the other. Elsewhere it changes right after the commit: two transactions that both
held its row could wait for each other forever.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

#: Tables that no readers' page shows. A table that is not named here counts as shown.
PRIVATE_TABLES = frozenset(
    {
        "page_cache_edition",
        "django_session",
        "django_migrations",
        "django_admin_log",
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
        "wagtailcore_apitoken",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "wagtailcore_pagesubscription",
        "wagtailcore_referenceindex",
        "wagtailcore_uploadedfile",
        "wagtailusers_userprofile",
        "mail_address",
        "mail_attempt",
        "mail_delivery",
        "mail_letter",
        "follow_mailfollow",
        "follow_subject",
        "feeds_ping",
        "newsletter_subscription",
        "newsletter_issue",
        "newsletter_issueitem",
        "newsroom_capture",
        # A size of an image is made by the first page that shows it, and follows from the image.
        "images_creditedrendition",
    }
)
_READS = frozenset(
    {
        "SELECT", "PRAGMA", "EXPLAIN", "SHOW", "SET", "BEGIN", "START", "COMMIT", "ROLLBACK",
        "SAVEPOINT", "RELEASE", "DECLARE", "FETCH", "CLOSE",
    }
)  # fmt: skip
_VERB = re.compile(r"[\s(]*(\w+)")
_WRITTEN = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+[\"`]?(\w+)",
    re.IGNORECASE,
)


def read_token() -> str:
    """Return the token of the edition now; one query.

    In a transaction whose writes will change it, it is one that nothing was made for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if _is_to_change(connection):
        return secrets.token_hex(8)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM page_cache_edition")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def watch_writes(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Change the token with each write over this connection from now on."""
    if connection.alias == DEFAULT_DB_ALIAS and _heed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_heed)


def rest_while_migrating(*, using: str, **_: Any) -> None:
    """Heed no write until `watch_migrated`: the token's own table may not be there yet."""
    wrappers = connections[using].execute_wrappers
    if _heed in wrappers:
        wrappers.remove(_heed)


def watch_migrated(*, using: str, **_: Any) -> None:
    """Heed writes again after a migration."""
    watch_writes(connection=connections[using])


def shows(sql: str) -> bool:
    """Whether a statement may change what readers see."""
    verb = _VERB.match(sql)
    if verb is None or verb[1].upper() in _READS:
        return False
    written = _WRITTEN.search(sql)
    if written is None:
        # A "WITH" that only reads; anything else unknown may write, and does so rarely.
        return verb[1].upper() != "WITH"
    return written[1].lower() not in PRIVATE_TABLES


def _heed(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]  # noqa: FBT001
) -> Any:  # fmt: skip
    result = execute(sql, params, many, context)
    if shows(sql) and not _changed_nothing(sql, context["cursor"]):
        _change(context["connection"])
    return result


def _changed_nothing(sql: str, cursor: Any) -> bool:
    """An INSERT that returns its key has not counted its row yet."""
    return cursor.rowcount == 0 and sql.startswith(("UPDATE", "DELETE"))


def _change(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "sqlite":
        _write_token(connection)
    elif not _is_to_change(connection):
        transaction.on_commit(_write_after, using=connection.alias)


def _is_to_change(connection: BaseDatabaseWrapper) -> bool:
    return any(callback is _write_after for _, callback, _ in connection.run_on_commit)


def _write_after() -> None:
    _write_token(connections[DEFAULT_DB_ALIAS])


def _write_token(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE page_cache_edition SET token = %s", [secrets.token_hex(8)])
