"""What stands behind a story: the statements it refers to, and the reports that hold them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.cli.plain import plain
from onrecord.records import Article, Statement, Story
from onrecord.stories.accounts import register_names
from onrecord.stories.names import Register
from onrecord.stories.versions import first_told, order_versions, stands_in


class Behind:
    """Statements and articles by their ids, and what people call them.

    Args:
        statements: All that the stories refer to.
        articles: All that the stories refer to, every version that was read.
        stories: In which a name means one person, however it is written.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        articles: Iterable[Article],
        stories: Iterable[Story] = (),
    ) -> None:
        found = list(statements)
        self.versions = order_versions(articles)
        self.articles = {name: versions[-1] for name, versions in self.versions.items()}
        self.first_told = first_told(self.versions, found)
        self.statements: dict[str, Statement] = {}
        for statement in found:
            # Of a statement of several versions the one that can be read now counts.
            if stands_in(self.articles.get(statement.article), statement):
                self.statements[statement.id] = statement
            else:
                self.statements.setdefault(statement.id, statement)
        self._said: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            self._said[statement.article].append(statement)
        self._stories = {name: story for story in stories for name in story.articles}
        self._registers: dict[str, Register] = {}

    def known(self, statement_ids: Iterable[str]) -> Iterator[Statement]:
        """Yield the statements of these ids, those that are not among the records left out."""
        for statement_id in statement_ids:
            if statement := self.statements.get(statement_id):
                yield statement

    def said_in(self, article_id: str) -> Sequence[Statement]:
        """Return the statements of an article as it stands now, in the order they were given."""
        return [each for each in self._said[article_id] if not self.is_outdated(each)]

    def report_of(self, statement: Statement) -> Article | None:
        """Return the latest version of a statement's article in which it stands."""
        versions = self.versions.get(statement.article, [])
        return next((each for each in reversed(versions) if stands_in(each, statement)), None)

    def is_outdated(self, statement: Statement) -> bool:
        """Whether a statement stands in an earlier version of its article only."""
        return self.report_of(statement) is not self.articles.get(statement.article)

    def outlet(self, article_id: str) -> str:
        """Return who published a report, or its headline where it does not say."""
        article = self.articles.get(article_id)
        if article is None:
            return article_id
        return article.publisher or f"“{article.headline or article.id}”"

    def said_of(self, story: Story) -> list[Statement]:
        """Return the statements of a story's articles as they stand now."""
        return [each for name in self._known(story) for each in self.said_in(name)]

    def _known(self, story: Story) -> list[str]:
        return [name for name in story.articles if name in self.articles]

    def register(self, story: Story) -> Register:
        """Return whom the names in a story mean."""
        if story.id not in self._registers:
            own = [self.articles[name] for name in self._known(story)]
            self._registers[story.id] = register_names(own, self.said_of(story))
        return self._registers[story.id]

    def speaker(self, statement: Statement) -> str:
        """Return whom a statement's source is called in its story; "" for the outlet itself."""
        if statement.source is None:
            return ""
        name, story = statement.source.name, self._stories.get(statement.article)
        if story is None:
            return name
        register = self.register(story)
        return register.show(register.resolve(name))

    def voices(self, statement_ids: Iterable[str]) -> dict[str, list[str]]:
        """Return who says something, with the outlets that have it; both in order, each once.

        The outlet itself, where it names no source, is the name ``""``.
        """
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for statement in self.known(statement_ids):
            name = plain(self.speaker(statement))
            if statement.lacks_speaker:
                name = "a speaker not named"
            found[name][plain(self.outlet(statement.article))] = None
        return {name: list(outlets) for name, outlets in found.items()}

    def tellers(self, statement_ids: Iterable[str]) -> str:
        """Return who says something on one line: the sources, else the outlets."""
        voices = self.voices(statement_ids).items()
        return ", ".join(name or ", ".join(outlets) for name, outlets in voices)
