"""Who stands out at a place of an article, by the mentions before it.

The factors are those of Lappin and Leass (1994), weighted by hand: how near, subject of its
sentence, last one quoted. Where two stand out about equally nobody is chosen: a wrong speaker
is worse than none.
"""

import bisect
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.records import Entity

#: Points of a mention by how many sentences lie between; farther ones have none.
NEARNESS = (3.0, 2.6, 1.8, 1.0, 0.5)
SUBJECT = 1.5
SPEAKER = 1.5
#: Extra for whoever spoke in this sentence or the one before, in the same paragraph.
TURN = 2.0
#: Extra for the last speaker where the pronoun is a source itself.
LAST_SPEAKER = 1.5
#: The best must have at least so many points.
FEWEST_POINTS = 2.5


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity, by name, pronoun or description.

    `sentence` counts the sentences of the article, `block` is where the paragraph starts, and
    `verb` is the number of the verb it is the subject of, else -1.
    """

    entity: Entity
    place: int
    sentence: int
    block: int
    is_subject: bool
    is_speaker: bool
    verb: int


#: Extra points of a mention for who it is, or None if it cannot be meant.
Fit = Callable[[Mention], float | None]


class Salience:
    """The mentions of one article in page order."""

    def __init__(self) -> None:
        """Start without mentions."""
        self._mentions: list[Mention] = []
        self._places: list[int] = []

    def note(self, mention: Mention) -> None:
        """Add a mention; call in page order."""
        self._mentions.append(mention)
        self._places.append(mention.place)

    def is_near(self, entity: Entity, place: int, sentence: int) -> bool:
        """Whether an entity is mentioned before a place, in its sentence or the one before."""
        before = self._mentions[: bisect.bisect_left(self._places, place)]
        recent = itertools.takewhile(lambda one: sentence - one.sentence <= 1, reversed(before))
        return any(mention.entity is entity for mention in recent)

    def best(
        self,
        place: int,
        sentence: int,
        block: int,
        fit: Fit,
        margin: float,
        *,
        speaks: bool = False,
    ) -> Entity | None:
        """Return who stands out among those that fit, None if nobody leads by `margin`.

        `speaks` is whether the words at the place are the source of a statement.
        """
        points: dict[str, float] = {}
        entities: dict[str, Entity] = {}
        before = self._mentions[: bisect.bisect_left(self._places, place)]
        last_speaker = _last_speaker(before) if speaks else None
        for mention in reversed(before):
            distance = sentence - mention.sentence
            if distance >= len(NEARNESS):
                break
            extra = fit(mention)
            if extra is None:
                continue
            is_turn = mention.is_speaker and distance <= 1 and mention.block == block
            score = (
                NEARNESS[distance]
                + SUBJECT * mention.is_subject
                + SPEAKER * mention.is_speaker
                + TURN * is_turn
                + LAST_SPEAKER * (mention is last_speaker)
                + extra
            )
            entities[mention.entity.id] = mention.entity
            points[mention.entity.id] = max(points.get(mention.entity.id, 0.0), score)
        ranked = sorted(points.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < FEWEST_POINTS:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
            return None
        return entities[ranked[0][0]]


def _last_speaker(before: Sequence[Mention]) -> Mention | None:
    """Return the mention of whoever spoke last, None where two did in one sentence."""
    speakers = (mention for mention in reversed(before) if mention.is_speaker)
    last = next(speakers, None)
    if last is None:
        return None
    beside = itertools.takewhile(lambda mention: mention.sentence == last.sentence, speakers)
    return last if all(mention.entity is last.entity for mention in beside) else None
