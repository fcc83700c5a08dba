"""Articles and Statements to Stories."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.records import Article, Report, Statement, Story
from onrecord.stories.copies import drop_boilerplate
from onrecord.stories.corrections import tell_revisions
from onrecord.stories.figures import find_figures
from onrecord.stories.identity import name_groups
from onrecord.stories.material import Around, Group, Material, gather, gather_one
from onrecord.stories.memory import Memory
from onrecord.stories.people import find_people
from onrecord.stories.points import find_points
from onrecord.stories.similarity import Profile, describe, order_of_publication
from onrecord.stories.stream import Stream
from onrecord.stories.summary import choose_headline, summarise_story
from onrecord.stories.threads import link_threads
from onrecord.stories.timeline import find_timeline
from onrecord.stories.versions import order_versions, standing_in


def group_stories(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    known: Sequence[Story] = (),
    memory: Memory | None = None,
) -> list[Story]:
    """Group articles into stories and say where their statements agree, differ and changed.

    The order of the input does not count. An article whose statements are missing, as in a
    language that is not supported yet, is grouped by its words and names.

    Args:
        articles: Of one id the version fetched last counts; earlier ones tell what was revised.
        statements: Those of the articles, of every version.
        known: Stories of an earlier run; one that goes on keeps its id and its thread.
        memory: What the comparer said before; it takes up what it says now.

    Returns:
        Stories in order of their first report; each article is in exactly one.

    Source:
        What each step decides, by which rule and with what limits, is told in
        ``docs/explanation/stories.md``.
    """
    versions = order_versions(articles)
    latest = {name: found[-1] for name, found in versions.items()}
    stated = standing_in(latest, statements)
    profiles = [describe(article, stated.get(name, ())) for name, article in latest.items()]
    groups = group_articles(profiles)
    names = name_groups([[profile.article.id for profile in group] for group in groups], known)
    threads = link_threads(groups, names, known)
    told, _ = tell_groups(
        [
            Group(Story(id=name, headline="", thread=thread), group)
            for name, thread, group in zip(names, threads, groups, strict=True)
        ],
        stated,
        memory or Memory(),
    )
    return [tell_revisions(story, versions, statements) for story in told]


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
    found, left_out = gather(groups, stated, around)
    return [_tell(material, memory) for material in found], left_out


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
    (shingles,) = drop_boilerplate([[profile.article for profile in profiles]])
    group = Group(Story(id=name, headline=""), profiles)
    return _tell(gather_one(group, stated, shingles), Memory())


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


def _tell(material: Material, memory: Memory) -> Story:
    """Fill in one story."""
    story, group = material.group
    articles, copies = material.articles, material.copies
    by_id = {account.id: account for account in material.accounts}
    points = find_points(material.accounts, memory)
    figures = find_figures(material.accounts, points, material.register)
    headline = choose_headline(group, copies)
    times = [profile.at for profile in group if profile.at]
    return Story(
        id=story.id,
        headline=headline,
        thread=story.thread,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        independent_reports=max(1, len(articles) - len(copies) - len(material.leaning)),
        articles=tuple(article.id for article in articles),
        reports=tuple(_report(article.id, material) for article in articles),
        summary=tuple(summarise_story(points, figures, by_id, headline)),
        points=tuple(points),
        figures=tuple(figures),
        people=tuple(find_people(material.accounts, material.register)),
        timeline=tuple(find_timeline(points, by_id)),
    )


def _report(name: str, material: Material) -> Report:
    root = material.copies.get(name)
    origin = material.origins[name] or (material.origins[root] if root else None)
    return Report(
        article=name,
        independent=root is None and name not in material.leaning,
        copy_of=root,
        origin=origin.name if origin else None,
    )
