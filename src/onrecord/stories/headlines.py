"""What each headline announces: the statement of the body that tells the same."""

from collections import defaultdict
from collections.abc import Sequence

from onrecord.stories.accounts import Account
from onrecord.stories.actions import same_deeds
from onrecord.stories.weights import Weights

#: A headline mostly announces the first sentences, also where it shares no word with them.
_LEAD_BONUS = 0.15
#: Least worth of the statement that a headline announces: that of one of the first.
_LEAST = _LEAD_BONUS
_LEAD_STATEMENTS = 2
#: What a deed or an event in common adds to the likeness of the words.
_DEED_BONUS = 0.2
_EVENT_BONUS = 0.1


def find_leads(accounts: Sequence[Account], weights: Weights) -> dict[str, Account]:
    """Return for the id of each headline the statement of its article that it announces.

    A headline that asks announces nothing.

    Args:
        accounts: Statements of one story, in order of publication and of place.
        weights: Of the story.
    """
    by_article: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_article[account.article.id].append(account)
    found = {}
    for own in by_article.values():
        body = [account for account in own if account.block != "headline"]
        for headline in own:
            if headline.block != "headline" or headline.asks or not body:
                continue
            worth = {
                account.id: _worth(headline, account, place, weights)
                for place, account in enumerate(body)
            }
            lead = max(body, key=lambda account: worth[account.id])
            if worth[lead.id] >= _LEAST:
                found[headline.id] = lead
    return found


def _worth(headline: Account, account: Account, place: int, weights: Weights) -> float:
    named = headline.names | account.names
    deeds = (same_deeds(headline.stems) & same_deeds(account.stems)) - named
    return (
        weights.likeness(headline, account)
        + _LEAD_BONUS * (place < _LEAD_STATEMENTS)
        + _DEED_BONUS * bool(deeds)
        + _EVENT_BONUS * bool(headline.events.keys() & account.events.keys())
    )
