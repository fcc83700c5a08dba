"""Articles and Statements to Stories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from onrecord.records import Article, Report, Statement, Story
from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.boilerplate import drop_furniture
from onrecord.stories.copies import Shingles, drop_boilerplate, find_copies
from onrecord.stories.corrections import tell_revisions
from onrecord.stories.figures import find_figures
from onrecord.stories.identity import name_groups
from onrecord.stories.memory import Memory
from onrecord.stories.origins import Origin, find_origin, only_cites
from onrecord.stories.people import find_people
from onrecord.stories.points import find_points
from onrecord.stories.similarity import Profile, describe, order_of_publication
from onrecord.stories.stream import Stream
from onrecord.stories.summary import choose_headline, summarise_story
from onrecord.stories.threads import link_threads
from onrecord.stories.timeline import find_timeline
from onrecord.stories.versions import order_versions, stands_in


def group_stories(
    articles: Sequence[Article], statements: Sequence[Statement], known: Sequence[Story] = ()
) -> list[Story]:
    """Group articles into stories and say where their statements agree, differ and changed.

    The order of the input does not count. An article whose statements are missing, as in a
    language that is not supported yet, is grouped by its words and names.

    Args:
        articles: Of one id the version fetched last counts; earlier ones tell what was revised.
        statements: Those of the articles, of every version.
        known: Stories of an earlier run; one that goes on keeps its id and its thread.

    Returns:
        Stories in order of their first report; each article is in exactly one.

    Source:
        What each step decides, by which rule and with what limits, is told in
        ``docs/explanation/stories.md``.
    """
    versions = order_versions(articles)
    latest = {name: found[-1] for name, found in versions.items()}
    stated: dict[str, list[Statement]] = defaultdict(list)
    by_id = {each.id: each for each in statements if stands_in(latest.get(each.article), each)}
    for _, statement in sorted(by_id.items()):
        stated[statement.article].append(statement)
    profiles = [describe(article, stated[article.id]) for article in latest.values()]
    groups = group_articles(profiles)
    names = name_groups([[profile.article.id for profile in group] for group in groups], known)
    threads = link_threads(groups, names, known)
    told, _ = tell_groups(
        [
            Group(Story(id=name, headline="", thread=thread), group)
            for name, thread, group in zip(names, threads, groups, strict=True)
        ],
        stated,
        Memory(),
    )
    return [tell_revisions(story, versions, statements) for story in told]


class Group(NamedTuple):
    """The reports of one story, in order of publication; of the story, its id and its thread."""

    story: Story
    profiles: Sequence[Profile]


class Around(NamedTuple):
    """Reports of another story, which show what outlets print everywhere."""

    story: Story
    articles: Sequence[Article]


def tell_groups(
    groups: Sequence[Group],
    stated: Mapping[str, Sequence[Statement]],
    memory: Memory,
    around: Sequence[Around] = (),
) -> tuple[list[Story], set[str]]:
    """Tell each group as a story.

    Args:
        groups: Each group is told, and shows what outlets print everywhere.
        stated: Statements of the reports, and of those around, by the id of their article.
        memory: What the comparer said before.
        around: Reports of stories that are not told.

    Returns:
        The stories, in the order of the groups, and the ids of the statements, around too, that
        were left out as what an outlet prints everywhere.
    """
    reports = [[profile.article for profile in group.profiles] for group in groups]
    reports += [list(other.articles) for other in around]
    threads = [each.thread for each in [g.story for g in groups] + [o.story for o in around]]
    shingles = drop_boilerplate(reports)
    every = [statement for own in stated.values() for statement in own]
    kept: dict[str, list[Statement]] = defaultdict(list)
    for statement in drop_furniture(reports, threads, every):
        kept[statement.article].append(statement)
    told = [
        _tell(group.story, group.profiles, kept, own, memory)
        for group, own in zip(groups, shingles[: len(groups)], strict=True)
    ]
    left = {statement.id for own in kept.values() for statement in own}
    return told, {statement.id for statement in every} - left


def tell_story(name: str, articles: Sequence[Article], statements: Sequence[Statement]) -> Story:
    """Tell articles as one story, whether or not they would be grouped.

    Args:
        name: The id of the story.
        articles: One version of each.
        statements: Those of the articles.
    """
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda each: each.id):
        stated[statement.article].append(statement)
    profiles = sorted(
        (describe(article, stated[article.id]) for article in articles), key=order_of_publication
    )
    shingles = drop_boilerplate([[profile.article for profile in profiles]])
    return _tell(Story(id=name, headline=""), profiles, stated, shingles[0], Memory())


def group_articles(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """Put the reports of each story together, everything in order of publication."""
    ordered = sorted(profiles, key=order_of_publication)
    with Stream() as stream:
        for profile in ordered:
            stream.add(profile)
        # The first articles were placed before there was much to compare them with.
        for profile in ordered:
            stream.review(profile.article.id)
        story_of = {name: story for story, names in stream.stories().items() for name in names}
    groups: dict[str, list[Profile]] = defaultdict(list)
    for profile in ordered:
        groups[story_of[profile.article.id]].append(profile)
    return list(groups.values())


def _tell(
    story: Story,
    group: Sequence[Profile],
    stated: Mapping[str, Sequence[Statement]],
    shingles: Mapping[str, Shingles],
    memory: Memory,
) -> Story:
    """Fill in one story from its reports, which stand in order of publication."""
    articles = [profile.article for profile in group]
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
    accounts = make_accounts(articles, own, _voices(articles, copies, origins, leaning), register)
    by_id = {account.id: account for account in accounts}
    points = find_points(accounts, memory)
    figures = find_figures(accounts, points, register)
    headline = choose_headline(group, copies)
    times = [profile.at for profile in group if profile.at]
    return Story(
        id=story.id,
        headline=headline,
        thread=story.thread,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        independent_reports=max(1, len(articles) - len(copies) - len(leaning)),
        articles=tuple(article.id for article in articles),
        reports=tuple(_report(article, copies, origins, leaning) for article in articles),
        summary=tuple(summarise_story(points, figures, by_id, headline)),
        points=tuple(points),
        figures=tuple(figures),
        people=tuple(find_people(accounts, register)),
        timeline=tuple(find_timeline(points, by_id)),
    )


def _report(
    article: Article,
    copies: Mapping[str, str],
    origins: Mapping[str, Origin | None],
    leaning: Set[str],
) -> Report:
    root = copies.get(article.id)
    origin = origins[article.id] or (origins[root] if root else None)
    return Report(
        article=article.id,
        independent=root is None and article.id not in leaning,
        copy_of=root,
        origin=origin.name if origin else None,
    )


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
