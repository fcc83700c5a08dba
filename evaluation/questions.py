"""Who did what, when and where: the first answer for each article, on Giveme5W1H's gold standard.

    python evaluation/gate.py ../shared/gold --part questions

The articles with title, lead and text are those of Hamborg, Breitinger and Gipp (2019), who let
people grade the answers of Giveme5W1H. The measure stands for their precision at the first answer,
taken against the phrases of their three coders. The rules were written looking only at the half
of the articles that ``facts.is_held_out`` leaves.

    giveme5w1h.who      who acts, or to whom it happens
    giveme5w1h.what     the words of the statement
    giveme5w1h.when     the day, or the words for it
    giveme5w1h.where    the place

An answer is right if it shares most of the content words, by their stems, of the shorter of the
two with a phrase that at least one coder gave. Only the first 25 words of an answer count, so
that a long one does not win. A time is also right if its day is the date that the coders resolved
theirs to, a country if the phrase is another name of it. The day of the report, which stands
where an article names none, has no words: only its date counts. An article without an answer is
wrong; one that the coders have neither words nor a date for is not counted.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facts import is_held_out, items

from onrecord.records import Article, Block
from onrecord.statements.find import find_entities, find_statements
from onrecord.statements.main_event import find_main_event
from onrecord.statements.places import gazetteer
from onrecord.stories.words import read_words, stop_stems

#: Words of an answer that are looked at.
MOST_WORDS = 25
QUESTIONS = ("who", "what", "when", "where")

Item = dict[str, Any]
Answer = dict[str, str | None]


def scores(gold: Path, keep: Callable[[str], bool] = is_held_out) -> dict[str, float]:
    """Return the share of articles with a right first answer, for each question."""
    right = dict.fromkeys(QUESTIONS, 0)
    asked = dict.fromkeys(QUESTIONS, 0)
    for item in items(gold, "giveme5w1h-gold", keep):
        answers = answers_of(article_of(item))
        for question in QUESTIONS:
            phrases = [
                phrase
                for phrase in item["gold_5w1h"].get(question, ())
                if phrase.get("text") or phrase.get("parsed")
            ]
            asked[question] += bool(phrases)
            right[question] += any(is_right(question, answers, phrase) for phrase in phrases)
    return {f"giveme5w1h.{name}": right[name] / asked[name] for name in QUESTIONS}


def article_of(item: Item) -> Article:
    """Return the title, lead and text of one item as an article with its entities."""
    text = ""
    blocks = []
    for kind, field in (("headline", "title"), ("standfirst", "lead"), ("paragraph", "text")):
        for line in (item[field] or "").splitlines():
            if line.strip():
                blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(line)))
                text += f"{line}\n"
    try:
        published_at = datetime.fromisoformat(item["date_publish"]).replace(tzinfo=UTC)
    except ValueError:
        published_at = None
    article = Article(
        id=item["id"],
        headline=item["title"],
        published_at=published_at,
        text=text,
        blocks=tuple(blocks),
    )
    return replace(article, entities=find_entities(article))


def answers_of(article: Article) -> Answer:
    """Return the first answers: words by question, and ``day`` as an ISO date."""
    event = find_main_event(article, find_statements(article))
    if event is None:
        return {}
    return {
        "who": event.who.name if event.who else None,
        "what": event.what.text,
        "when": event.when_span.of(article.text) if event.when_span else None,
        "day": event.when[:10] if event.when else None,
        "where": event.where.span.of(article.text) if event.where else None,
    }


def is_right(question: str, answers: Answer, phrase: Item) -> bool:
    """Whether the answer to a question means one phrase of the coders."""
    if question == "when" and answers.get("day") and answers["day"] == phrase.get("parsed"):
        return True
    answer, words = answers.get(question) or "", phrase.get("text") or ""
    code = gazetteer.country_code(words)
    if question in ("who", "where") and code and code == gazetteer.country_code(answer):
        return True
    found, wanted = _content_words(answer), _content_words(words)
    return 2 * len(found & wanted) > min(len(found), len(wanted))


def _content_words(text: str) -> set[str]:
    """Return the stems of the first words of a text, stop words aside."""
    words: Iterable[str] = (word.stem for word in read_words(text)[:MOST_WORDS])
    return {stem for stem in words if stem not in stop_stems("en")}
