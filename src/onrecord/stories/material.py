"""What stories are told from: which reports count, whose voices they are, and their accounts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from onrecord.records import Article, Statement, Story
from onrecord.stories.accounts import Account, make_accounts, register_names
from onrecord.stories.boilerplate import drop_furniture
from onrecord.stories.copies import Shingles, drop_boilerplate, find_copies
from onrecord.stories.names import Register
from onrecord.stories.origins import Origin, find_origin, only_cites
from onrecord.stories.similarity import Profile


class Group(NamedTuple):
    """The reports of one story, in order of publication; of the story, its id and its thread."""

    story: Story
    profiles: Sequence[Profile]


class Around(NamedTuple):
    """Reports of another story, which show what outlets print everywhere."""

    story: Story
    articles: Sequence[Article]


class Material(NamedTuple):
    """What one story is told from.

    `articles` and `accounts` stand in order of publication. `shingles` are those of each report
    without what outlets print everywhere; `copies` is the original of each copy, `origins` the
    agency or outlet that a report names, `leaning` the reports that only cite another one. All
    are by the id of the article.
    """

    group: Group
    articles: Sequence[Article]
    shingles: Mapping[str, Shingles]
    copies: Mapping[str, str]
    origins: Mapping[str, Origin | None]
    leaning: Set[str]
    register: Register
    accounts: Sequence[Account]


def gather(
    groups: Sequence[Group],
    stated: Mapping[str, Sequence[Statement]],
    around: Sequence[Around] = (),
) -> tuple[list[Material], set[str]]:
    """Gather what each group is told from.

    Args:
        groups: Each shows the others what outlets print everywhere.
        stated: Statements of the reports, and of those around, by the id of their article.
        around: Reports of stories that are not told.

    Returns:
        One for each group, and the ids of the statements, around too, that are left out as what
        an outlet prints everywhere.
    """
    reports = [[profile.article for profile in group.profiles] for group in groups]
    reports += [list(other.articles) for other in around]
    threads = [each.thread for each in [g.story for g in groups] + [o.story for o in around]]
    shingles = drop_boilerplate(reports)
    every = [statement for own in stated.values() for statement in own]
    kept: dict[str, list[Statement]] = defaultdict(list)
    for statement in drop_furniture(reports, threads, every):
        kept[statement.article].append(statement)
    found = [
        gather_one(group, kept, own)
        for group, own in zip(groups, shingles[: len(groups)], strict=True)
    ]
    left = {statement.id for own in kept.values() for statement in own}
    return found, {statement.id for statement in every} - left


def gather_one(
    group: Group, stated: Mapping[str, Sequence[Statement]], shingles: Mapping[str, Shingles]
) -> Material:
    """Gather what one group is told from.

    Args:
        group: The reports.
        stated: Their statements, by the id of their article.
        shingles: Of each report, as `drop_boilerplate` returns them.
    """
    articles = [profile.article for profile in group.profiles]
    copies = find_copies(articles, shingles)
    outlets = frozenset(article.publisher for article in articles if article.publisher)
    origins = {article.id: find_origin(article, outlets) for article in articles}
    leaning = frozenset(
        article.id
        for article in articles
        if article.id not in copies
        and only_cites(article, stated.get(article.id, ()), origins[article.id])
    )
    own = [statement for article in articles for statement in stated.get(article.id, ())]
    register = register_names(articles, own)
    voices = _voices(articles, copies, origins, leaning)
    accounts = make_accounts(articles, own, voices, register)
    return Material(group, articles, shingles, copies, origins, leaning, register, accounts)


def _voices(
    articles: Sequence[Article],
    copies: Mapping[str, str],
    origins: Mapping[str, Origin | None],
    leaning: Set[str],
) -> dict[str, str]:
    """Whose voice the narration of each article is: the agency's, the outlet's or its own.

    A copy speaks with the voice of its original, an agency's report with the agency's, and one
    that only cites another report with that outlet's.
    """
    voices = {}
    for article in articles:
        origin = origins[article.id]
        if origin and (origin.wire or article.id in leaning):
            voices[article.id] = f"outlet:{origin.name}"
        else:
            voices[article.id] = f"outlet:{article.publisher or article.id}"
    return {article.id: voices[copies.get(article.id, article.id)] for article in articles}
