"""What an outlet says of its own changes to an article."""

import re
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Article
from onrecord.stories.edits import Sentence, split_sentences
from onrecord.stories.words import base_language, read_words, stop_stems

#: How a note names the words that it is about.
_EARLIER = r"\b(?:earlier|previous|original) versions? of th(?:is|e)\b"


class Note(NamedTuple):
    """What a version says of its own changes, as stems; empty if it says nothing."""

    stems: frozenset[str]
    tells_wrong: bool


def find_notes(article: Article) -> list[Sentence]:
    """Return the sentences in which an outlet tells of its own changes, in page order."""
    return [each for each in split_sentences(article) if _is_note(each, article)]


def _is_note(sentence: Sentence, article: Article) -> bool:
    """Whether an outlet tells of its own changes in a sentence."""
    start = sentence.span.start
    if any(b.kind == "correction" and b.start <= start < b.end for b in article.blocks):
        return True
    return _note_words().search(sentence.span.of(article.text)) is not None


@cache
def _note_words() -> re.Pattern[str]:
    table = lexicon("stories/revisions.toml")["notes"]
    openers, texts, deeds = ("|".join(table[key]) for key in ("openers", "texts", "deeds"))
    return re.compile(
        # "Correction (5 March):" and "Updated on March 5:", but not "Updated rules of the game:"
        rf"^\W*(?:{openers})(?:\s*\([^)]*\)|[^:]{{0,15}}\d[^:]{{0,15}})?\s*[:—–]"
        rf"|{_EARLIER}|\bth(?:is|e) (?:{texts}) (?:was|has been|is) (?:since )?(?:{deeds})\b",
        re.IGNORECASE,
    )


def read_note(text: str, language: str | None) -> Note:
    """Return what a note says, and whether it calls the earlier words wrong."""
    table = lexicon("stories/revisions.toml")["notes"]
    wrong = table["wrong"] + (table["told"] if re.search(_EARLIER, text, re.IGNORECASE) else [])
    stems = {word.stem for word in read_words(text, language)}
    return Note(
        stems=frozenset(stems - stop_stems(base_language(language))),
        tells_wrong=any(word.stem in stems for word in read_words(" ".join(wrong))),
    )
