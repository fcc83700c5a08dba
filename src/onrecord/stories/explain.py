"""Why stories are as they are told: every decision, asked of the functions that made it."""

from collections.abc import Sequence

from onrecord.records import Article, Statement, Story
from onrecord.stories.explanation import StoryExplanation
from onrecord.stories.material import Group, gather
from onrecord.stories.memory import Memory
from onrecord.stories.reasons.placements import explain_placements
from onrecord.stories.reasons.points import explain_points
from onrecord.stories.reasons.reports import explain_reports
from onrecord.stories.reasons.threads import explain_threads
from onrecord.stories.similarity import describe
from onrecord.stories.versions import order_versions, standing_in


def explain_stories(
    stories: Sequence[Story],
    articles: Sequence[Article],
    statements: Sequence[Statement],
    memory: Memory,
) -> list[StoryExplanation]:
    """Say why each story is as it is told.

    Args:
        stories: All that `group_stories` returned, since each is told apart from the others.
        articles: Those of the stories, every version that was read.
        statements: Those of the articles, of every version.
        memory: What the comparer said when the stories were told; what it does not hold is asked
            again.

    Returns:
        One explanation for each story, in their order.
    """
    latest = {name: found[-1] for name, found in order_versions(articles).items()}
    stated = standing_in(latest, statements)
    groups = [
        Group(story, [describe(latest[name], stated.get(name, ())) for name in story.articles])
        for story in stories
    ]
    gathered, _ = gather(groups, stated)
    parts = zip(stories, gathered, explain_placements(groups), explain_threads(groups), strict=True)
    return [
        StoryExplanation(
            story=story.id,
            placements=tuple(placements),
            reports=tuple(explain_reports(material)),
            thread=tuple(kin),
            points=tuple(explain_points(story.points, material, memory)),
        )
        for story, material, placements, kin in parts
    ]
