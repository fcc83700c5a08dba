"""Questions asked of the records in more than one place."""

from collections.abc import Iterable

from django.db import models


class ArticleQuerySet(models.QuerySet):
    """Articles, and which of them readers see."""

    def light(self) -> "ArticleQuerySet":
        """Leave the record out: it holds the whole text."""
        return self.defer("record")

    def told(self) -> "ArticleQuerySet":
        """Only the reports of a story."""
        return self.filter(stories__isnull=False).distinct()


class StatementQuerySet(models.QuerySet):
    """Statements, and which of them readers see."""

    def public(self) -> "StatementQuerySet":
        """Leave out what an editor rejected and what may not be quoted."""
        return self.exclude(state="rejected").filter(quoted=True)

    def with_outlet(self) -> "StatementQuerySet":
        """Fetch the article along, without its text."""
        return self.select_related("article").defer("article__record")

    def named(self, ids: Iterable[str]) -> "StatementQuerySet":
        """The statements with these record ids."""
        return self.filter(pk__in=list(ids))


class StoryQuerySet(models.QuerySet):
    """Stories, newest first."""

    def naming(self, statement_ids: Iterable[str]) -> "StoryQuerySet":
        """Stories that rest on one of these statements."""
        return self.filter(statements__in=list(statement_ids)).distinct()

    def standing(self, slug: str) -> models.Model | None:
        """Return the story of this slug, or else the one that it went into."""
        return self.filter(slug=slug).first() or self.filter(answers_for__slug=slug).first()
