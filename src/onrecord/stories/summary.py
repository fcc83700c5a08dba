"""Headline and summary of a story in the reports' own words."""

from collections.abc import Mapping, Sequence

from onrecord.records import Article, Point, SummarySentence
from onrecord.stories.accounts import Account
from onrecord.stories.points import best_account
from onrecord.stories.similarity import Profile, Space, cosine

_SENTENCES = 5
_LONGEST = 400


def choose_headline(group: Sequence[Profile], copies: Mapping[str, str], space: Space) -> str:
    """Return the headline of the report that is most like all the others.

    Copies do not stand; of equal reports the earliest counts. Without any headline it is the
    first line of the earliest article's body.

    Args:
        group: The reports of the story in order of publication.
        copies: Ids of those that are copies, with their originals.
        space: Compares the reports.
    """
    own = [p for p in group if p.article.id not in copies and p.article.headline]
    if not own:
        return _first_line(group[0].article)
    vectors = [space.place(profile) for profile in own]
    scores = [sum(cosine(one, other) for other in vectors) for one in vectors]
    best = max(range(len(own)), key=lambda number: (round(scores[number], 6), -number))
    return (own[best].article.headline or "").strip()


def _first_line(article: Article) -> str:
    lines = (article.headline or article.body).strip().splitlines()
    return lines[0].strip() if lines else ""


def summarise_story(
    points: Sequence[Point], accounts: Mapping[str, Account], headline: str
) -> list[SummarySentence]:
    """Return up to five sentences of the reports, those of the best supported points first.

    Each is a whole sentence as printed, so that a source's words keep their source; a sentence
    that leans on the one before it is passed over, and so is one that repeats the headline. A
    disputed point gives a sentence for each side.
    """
    found: list[SummarySentence] = []
    seen = {_plain(headline)}
    for point in points:
        for side in point.sides if point.agreement == "disputed" else point.sides[-1:]:
            clear = [
                accounts[name]
                for name in side
                if not accounts[name].leans_on_context
                and not accounts[name].corrected
                and len(accounts[name].sentence) <= _LONGEST
                and _plain(accounts[name].sentence) not in seen
            ]
            if not clear or len(found) == _SENTENCES:
                continue
            sentence = best_account(clear).sentence
            seen.add(_plain(sentence))
            rests_on = tuple(name for name in side)
            found.append(SummarySentence(text=sentence, statements=rests_on))
    return found


def _plain(words: str) -> str:
    return " ".join(words.lower().strip(" .").split())
