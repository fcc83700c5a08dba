"""What stands behind a story: the statements it refers to, and the reports that hold them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.cli.plain import plain
from onrecord.records import Article, Statement
from onrecord.stories.versions import order_versions, stands_in


class Behind:
    """Statements and articles by their ids, and what people call them.

    Args:
        statements: All that the stories refer to.
        articles: All that the stories refer to, every version that was read.
    """

    def __init__(self, statements: Iterable[Statement], articles: Iterable[Article]) -> None:
        self.statements = {statement.id: statement for statement in statements}
        self.versions = order_versions(articles)
        self.articles = {name: versions[-1] for name, versions in self.versions.items()}
        self._said: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            self._said[statement.article].append(statement)

    def known(self, statement_ids: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these ids, those that are not among the records left out."""
        for statement_id in statement_ids:
            if statement := self.statements.get(statement_id):
                yield statement

    def said_in(self, article_id: str) -> Sequence[Statement]:
        """Return the statements of an article, in the order they were given."""
        return self._said[article_id]

    def report_of(self, statement: Statement) -> Article | None:
        """Return the latest version of a statement's article in which it stands."""
        versions = self.versions.get(statement.article, [])
        return next((each for each in reversed(versions) if stands_in(each, statement)), None)

    def outlet(self, article_id: str) -> str:
        """Return who published a report, or its headline where it does not say."""
        article = self.articles.get(article_id)
        if article is None:
            return article_id
        return article.publisher or f"“{article.headline or article.id}”"

    def voices(self, statement_ids: Iterable[str]) -> dict[str, list[str]]:
        """Return who says something, with the outlets that have it; both in order, each once.

        The outlet itself, where it names no source, is the name ``""``.
        """
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for statement in self.known(statement_ids):
            name = plain(statement.source.name) if statement.source else ""
            if statement.lacks_speaker:
                name = "a speaker not named"
            found[name][plain(self.outlet(statement.article))] = None
        return {name: list(outlets) for name, outlets in found.items()}
