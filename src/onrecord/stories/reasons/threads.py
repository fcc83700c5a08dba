"""Why two stories are of one thread."""

from collections.abc import Sequence, Set

from onrecord.stories.explanation import ExplainedKinship
from onrecord.stories.material import Group
from onrecord.stories.reasons.placements import event_kind
from onrecord.stories.threads import find_kinship, outline, rare_names
from onrecord.stories.words import written_forms


def explain_threads(groups: Sequence[Group]) -> list[list[ExplainedKinship]]:
    """Say for each story what it has in common with each other one of its thread.

    Args:
        groups: Every story that was grouped together, with its thread.
    """
    outlines = [outline(group.profiles) for group in groups]
    rare = rare_names(outlines)
    found: list[list[ExplainedKinship]] = []
    for group, own in zip(groups, outlines, strict=True):
        kin = [
            (other.story.id, find_kinship(own, theirs, rare))
            for other, theirs in zip(groups, outlines, strict=True)
            if other is not group
            and group.story.thread
            and other.story.thread == group.story.thread
        ]
        found.append(
            [
                ExplainedKinship(
                    story=name, is_near=each.is_near, likeness=round(each.likeness, 3),
                    names=_names(each.names, group),
                    events=tuple(sorted(event_kind(event) for event in each.events)),
                )
                for name, each in kin
            ]
        )  # fmt: skip
    return found


def _names(names: Set[str], group: Group) -> tuple[str, ...]:
    """The names as the reports of a story write them; one is the stems of one word or of two."""
    forms: dict[str, str] = {}
    for profile in group.profiles:
        forms |= written_forms(profile.article.body, profile.article.language)
    return tuple(" ".join(forms.get(stem, stem) for stem in name.split()) for name in sorted(names))
