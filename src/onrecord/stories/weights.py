"""How much a word tells inside one story, and how much two statements share."""

from collections.abc import Sequence
from functools import cache

from onrecord.stories.accounts import Account
from onrecord.stories.words import Rarity


class Weights:
    """How much a stem tells inside one story: rare in the news, and not in every sentence."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._rarity = Rarity(account.stems for account in accounts)
        self._size = len(accounts)
        self.of = cache(self._weigh)
        self.rarity = cache(self._rarity.weight)

    def _weigh(self, stem: str) -> float:
        share = self._rarity.count(stem) / max(self._size, 1)
        return self._rarity.weight(stem) * (1.0 - 0.75 * share)

    def total(self, stems: frozenset[str]) -> float:
        """Return the sum of the weights."""
        return sum(self.of(stem) for stem in sorted(stems))

    def likeness(self, one: Account, other: Account) -> float:
        """Return how much of their meaning two contents share, 0.0 to 1.0 (weighted Dice)."""
        shared = self.total(one.stems & other.stems)
        every = self.total(one.stems) + self.total(other.stems)
        return 2.0 * shared / every if every else 0.0
