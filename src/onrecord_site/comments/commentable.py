"""What can be commented on: kinds of pages, each registered by the app it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.urls import reverse


class Ageing(NamedTuple):
    """How a page's comments close by age.

    `since` is the field with the moment from which the page ages; `words` tell it, as a lazy
    plural over ``%(days)s``.
    """

    since: str
    words: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page.

    Attributes:
        name: Stands in the addresses of its comments.
        model: Rows have `get_absolute_url`, or `get_url` as Wagtail's pages.
        key: The field that a page is found by; its values stand in addresses.
        ages: How its comments close by age.
        rows: Returns those that readers can see.
        statements: Returns what a comment on a row may refer to, each anchored on its page as
            ``s-`` and its slug.
        ended: Returns those that went into another one, each with the primary key and `key` that
            it had, and with `heir`, which shows its comments now.
    """

    name: str
    model: type[Model]
    key: str
    ages: Ageing
    rows: Callable[[], QuerySet]
    statements: Callable[[Any], QuerySet] | None = None
    ended: Callable[[], QuerySet] | None = None

    def row_of(self, **named: Any) -> Any | None:
        """Return the row that readers see under this name, or that answers for it now."""
        row = self.rows().filter(**named).first()
        if row is None and self.ended:
            row = self.rows().filter(pk__in=self.ended().filter(**named).values("heir")).first()
        return row


@dataclass(frozen=True, slots=True)
class Target:
    """One page that can be commented on; `url` is its path."""

    kind: Kind
    row: Any
    key: str
    url: str
    label: str
    dated: datetime | None
    object_pk: str

    @property
    def content_type(self) -> ContentType:
        """The content type that its comments are kept under."""
        return ContentType.objects.get_for_model(self.kind.model)

    @property
    def comments_url(self) -> str:
        """The page of all its comments."""
        return reverse("comments", args=[self.kind.name, self.key])

    @property
    def write_url(self) -> str:
        """The page with the form."""
        return reverse("comment-write", args=[self.kind.name, self.key])


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a kind of page be commented on; called in an app's `ready`."""
    _kinds[kind.name] = kind


def find(kind_name: str, key: str) -> Target | None:
    """Return the page of this kind and key, or ``None`` where readers see none such.

    Where it went into another one, that one is returned, under its own key.
    """
    kind = _kinds.get(kind_name)
    if kind is None:
        return None
    try:
        row = kind.row_of(**{kind.key: key})
    except (TypeError, ValueError):
        return None
    return _target(kind, row) if row else None


def target_of(row: Model) -> Target:
    """Return the page of a row.

    Raises:
        LookupError: Its kind is not registered.
    """
    for kind in _kinds.values():
        if isinstance(row, kind.model):
            return _target(kind, row)
    raise LookupError(type(row).__name__)


def target_of_comment(content_type_id: int, object_pk: str) -> Target | None:
    """Return the page that a comment stands under, or ``None`` where it is gone."""
    for kind in _kinds.values():
        if ContentType.objects.get_for_model(kind.model).pk == content_type_id:
            row = kind.row_of(pk=object_pk)
            return _target(kind, row) if row else None
    return None


def _target(kind: Kind, row: Any) -> Target:
    url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else row.get_url()
    return Target(
        kind=kind,
        row=row,
        key=str(getattr(row, kind.key)),
        url=url or "/",
        label=str(row),
        dated=getattr(row, kind.ages.since),
        object_pk=str(row.pk),
    )
