"""Names across the articles of one story: which ones mean the same person or body."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache

from onrecord.lexicons import lexicon

#: Least likeness of two spellings of one surname, and of one given name (0.0 to 1.0).
_SURNAME_LIKENESS = 0.78
_GIVEN_LIKENESS = 0.55
_LEAST_SURNAME = 5
#: Letters of a short form such as "EU"; a longer word in capitals is a name in a headline.
_SHORT_FORM = range(2, 7)


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


@cache
def parting() -> frozenset[str]:
    """Return the words before a name which that name does not end: "relatives of", "like"."""
    return frozenset(lexicon("stories/scopes.toml")["names"]["parting"])


class Register:
    """The names of one story; `resolve` gives the fullest form each one stands for.

    A last word alone means the one full name that ends in it ("Statkevich", "the Council"), if it
    is written as a name and no preposition makes it a name of its own ("authorities in Minsk").
    A first word alone that is taken for a person means the one person so called. Words before a
    full name of a person ("Lithuania's president, Gitanas Nauseda") do not count, unless they
    tell of somebody else ("relatives of Mikola Statkevich").

    A short form in capitals means the one full name that a report puts before it ("European
    Union (EU)") or whose initials it is: of a person only where it is taken for one.

    Two spellings of a full name mean one person where surname and given name are near (Ratcliff
    and Obershelp, as in `difflib`) and no article uses both, since an article spells a name in
    one way.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        people: Iterable[str] = (),
        introduced: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Take in pairs of article id and name.

        Args:
            names: Pairs of article id and name.
            people: The names of persons among them.
            introduced: Pairs of a short form and the full name that a report puts before it.
        """
        self._articles: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for article, name in names:
            if key := fold(name):
                self._articles[key].add(article)
                self._forms[key][name.strip()] += 1
        self._people = {fold(name) for name in people} & self._forms.keys()
        self._canonical = self._join()
        self._shorten(introduced)

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
        last: dict[str, set[str]] = defaultdict(set)
        first: dict[str, set[str]] = defaultdict(set)
        for key in full:
            if self._ends_in_a_name(key):
                last[key.split()[-1]].add(canonical[key])
            if key in self._people:
                first[key.split()[0]].add(canonical[key])
        for key in self._forms:
            if " " not in key:
                owner = last[key] if self._is_written_as_name(key) else set()
                if not owner and key in self._people:
                    owner = first[key]
                canonical[key] = next(iter(owner)) if len(owner) == 1 else key
        return canonical

    def _shorten(self, introduced: Iterable[tuple[str, str]]) -> None:
        """Let each short form mean the one full name that it stands for, in longer names too."""
        bodies: dict[str, set[str]] = defaultdict(set)
        people: dict[str, set[str]] = defaultdict(set)
        for short, name in introduced:
            if fold(name) in self._canonical:
                bodies[fold(short)].add(self._canonical[fold(name)])
        for key in filter(self._is_proper, self._canonical):
            found = people if key in self._people else bodies
            for initials in filter(self._is_short_form, _initials(key)):
                if found is bodies or initials in self._people:
                    found[initials].add(self._canonical[key])
        meant = {
            short: next(iter(names))
            for short, names in (people | bodies).items()
            if len(names) == 1 and " " not in short
        }
        self._canonical |= meant
        for key in [key for key in self._canonical if " " in key]:
            whole = " ".join(meant.get(word, word) for word in key.split())
            self._canonical[key] = self._canonical.get(whole, self._canonical[key])

    def _is_short_form(self, key: str) -> bool:
        return len(key) in _SHORT_FORM and any(form.isupper() for form in self._forms.get(key, ()))

    def _is_proper(self, key: str) -> bool:
        """Whether each word but a small one begins with a capital, unlike "US sanctions"."""
        return any(
            all(word[0].isupper() or word in parting() for word in form.split())
            for form in self._forms[key]
        )

    def _is_written_as_name(self, key: str) -> bool:
        """Whether one word begins with a capital and is no short form: "official", "UN"."""
        return any(
            form[:1].isupper() and not (form.isupper() and len(key) in _SHORT_FORM)
            for form in self._forms[key]
        )

    def _ends_in_a_name(self, key: str) -> bool:
        parts = any(word in parting() for word in key.split())
        return not parts and any(form.split()[-1][:1].isupper() for form in self._forms[key])

    def _is_variant(self, one: str, other: str) -> bool:
        if not {one, other} <= self._people or self._articles[one] & self._articles[other]:
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
            if tail in self._people and (not start or words[start - 1] not in parting()):
                return self._canonical[tail]
        return self._canonical.get(key, key)

    def show(self, key: str) -> str:
        """Return the form of a resolved name that the reports use most."""
        forms = self._forms.get(key)
        if not forms:
            return key
        return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _initials(key: str) -> Iterator[str]:
    """Yield the initials of a name of several words, with and without its small words."""
    words = key.split()
    if len(words) > 1:
        yield "".join(word[0] for word in words)
        yield "".join(word[0] for word in words if word not in parting())


def _likeness(one: str, other: str) -> float:
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
