"""Article to Statements."""

from onrecord.records import Article, Entity, Statement


def find_entities(article: Article) -> tuple[Entity, ...]:
    raise NotImplementedError


def find_statements(article: Article) -> tuple[Statement, ...]:
    raise NotImplementedError
