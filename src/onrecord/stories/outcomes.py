"""What became of a plan, by what its point tells later."""

from collections.abc import Mapping, Sequence

from onrecord.records import Outcome, Point
from onrecord.stories.accounts import Account
from onrecord.stories.actions import same_deeds
from onrecord.stories.negation import is_undone
from onrecord.stories.points import rank_accounts
from onrecord.stories.words import read_words

#: Certainties of a statement that can tell what became of a plan.
_TELLING = frozenset({"stated", "confirmed", "denied"})


def find_outcome(
    plans: Sequence[Account], point: Point, accounts: Mapping[str, Account]
) -> Outcome | None:
    """Return what a point tells of a plan on its latest side; None where it tells nothing.

    Args:
        plans: The accounts of the plan, all of them of the point.
        point: Where it changed, its sides stand in order of time.
        accounts: Those of the story, by id.
    """
    planning = {plan.id for plan in plans}
    if point.agreement != "changed" or planning.intersection(point.sides[-1]):
        return None
    latest = [accounts[name] for name in point.sides[-1]]
    telling = [account for account in latest if _looks_back(account)]
    if not telling:
        return None
    verdicts = {_came_about(plans, account) for account in telling} - {None}
    return Outcome(
        point=point.id,
        statements=tuple(account.id for account in rank_accounts(telling)),
        came_about=verdicts.pop() if len(verdicts) == 1 else None,
    )


def _looks_back(account: Account) -> bool:
    """Whether an account tells of what is past, by its words and its dates."""
    is_ahead = (
        account.days is not None and account.day is not None and account.day < account.days[0]
    )
    return account.statement.certainty in _TELLING and not is_ahead


def _came_about(plans: Sequence[Account], later: Account) -> bool | None:
    """Whether by a later account the plan was carried out; None where it does not say so."""
    content = later.statement.content.text
    if any(_is_turned(plan) for plan in plans) or later.asks:
        return None
    deeds = frozenset[str]().union(*map(_deeds, plans))
    if later.is_negative or is_undone(content) or same_deeds(later.negated) & deeds:
        return False
    done = any(plan.events.keys() & later.events.keys() for plan in plans)
    return True if done or later.stems & deeds else None


def _is_turned(plan: Account) -> bool:
    """Whether what is planned is that something does not happen: then a denial is no failure."""
    content = plan.statement.content.text
    return plan.is_negative or bool(plan.negated) or is_undone(content)


def _deeds(plan: Account) -> frozenset[str]:
    """The stems of the words that tell what is planned, one for all that name one action."""
    article = plan.article
    return same_deeds(
        {
            word.stem
            for event in plan.statement.events
            for word in read_words(event.trigger.of(article.text), article.language)
        }
    )
