"""Why a block was labelled as it was: what `explain` returns."""

from dataclasses import dataclass
from typing import Literal

from onrecord.block_kinds import BlockKind
from onrecord.records import Article

#: What may speak for a kind: a rule that decided, or a group of what the labeller sees.
What = Literal["rule", "words", "shape", "names", "place", "declared", "neighbours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a block's kind.

    `what` is a group of what the labeller sees: ``words`` of the block itself, its ``shape``
    (length, case, marks, links), the ``names`` of the elements in and around it, its ``place`` on
    the page, what the page has ``declared``, its ``neighbours``. `weight` is by how much the
    log-odds of the kind fall where the labeller does not see it, above 0. A ``rule`` decides
    against the labeller's own choice: it has no weight, null. `evidence` says in words what there
    is to see, the strongest first; it is never empty.
    """

    what: What
    weight: float | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBlock:
    """One block of an article with the reasons for its kind.

    `article` is the article's id; `start` and `end` are code points of its text. `score` is how
    sure the labeller is of the kind, 0 to 1; where a rule decided, how likely the labeller holds
    the rule's kind. `reasons` are at most three, the strongest first, and none where nothing
    speaks for the kind by itself.
    """

    article: str
    kind: BlockKind
    start: int
    end: int
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article and, for each of its blocks in page order, why it has its kind."""

    article: Article
    blocks: tuple[ExplainedBlock, ...]
