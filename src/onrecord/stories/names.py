"""Names across the articles of one story: which ones mean the same person or body."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

#: Least likeness of two spellings of one surname, and of one given name (0.0 to 1.0).
_SURNAME_LIKENESS = 0.78
_GIVEN_LIKENESS = 0.55
_LEAST_SURNAME = 5


def fold(name: str) -> str:
    """Return the name in lower case without marks, dots and "the", words one space apart."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace(".", "")
    letters = "".join(
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", plain)
        if not unicodedata.combining(char)
    )
    words = letters.split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


class Register:
    """The names of one story; `resolve` gives the fullest form each one stands for.

    A surname alone means the one full name that ends in it; words before a full name of a person
    ("Lithuania's president, Gitanas Nauseda") do not count. Two spellings of a full name mean
    one person where surname and given name are near (Ratcliff and Obershelp, as in `difflib`)
    and no article uses both, since an article spells a name in one way.
    """

    def __init__(self, names: Iterable[tuple[str, str]], people: Iterable[str] = ()) -> None:
        """Take in pairs of article id and name; `people` are the names of persons among them."""
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for article, name in names:
            if key := fold(name):
                self._articles[key].add(article)
                self._forms[key][name.strip()] += 1
        self._canonical = self._join()
        self._people = {key for key in map(fold, people) if " " in key and key in self._canonical}

    def _join(self) -> dict[str, str]:
        full = sorted(
            (key for key in self._forms if " " in key),
            key=lambda key: (-len(self._articles[key]), -sum(self._forms[key].values()), key),
        )
        canonical: dict[str, str] = {}
        heads: dict[str, list[str]] = defaultdict(list)
        for key in full:
            block = heads[key.split()[-1][:1]]
            match = next((head for head in block if self._is_variant(key, head)), None)
            canonical[key] = match or key
            if match is None:
                block.append(key)
            else:
                self._articles[match] |= self._articles[key]
        owners: dict[str, set[str]] = defaultdict(set)
        for key in full:
            owners[key.split()[-1]].add(canonical[key])
        for key in self._forms:
            if " " not in key:
                owner = owners.get(key, set())
                canonical[key] = next(iter(owner)) if len(owner) == 1 else key
        return canonical

    def _is_variant(self, one: str, other: str) -> bool:
        if self._articles[one] & self._articles[other]:
            return False
        first, second = one.split(), other.split()
        if first[0][0] != second[0][0] or min(len(first[-1]), len(second[-1])) < _LEAST_SURNAME:
            return False
        return (
            _likeness(first[-1], second[-1]) >= _SURNAME_LIKENESS
            and _likeness(first[0], second[0]) >= _GIVEN_LIKENESS
        )

    def resolve(self, name: str) -> str:
        """Return the key of whom a name means: equal keys, same person or body."""
        key = fold(name)
        words = key.split()
        for start in range(len(words) - 1):
            tail = " ".join(words[start:])
            if tail in self._people:
                return self._canonical[tail]
        return self._canonical.get(key, key)

    def show(self, key: str) -> str:
        """Return the form of a resolved name that the reports use most."""
        forms = self._forms.get(key)
        if not forms:
            return key
        return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _likeness(one: str, other: str) -> float:
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
