"""Where a report says it comes from: the agency of its dateline, byline or signature."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.block_kinds import BODY_KINDS, META_KINDS
from onrecord.lexicons import lexicon
from onrecord.records import Article, Statement
from onrecord.stories.words import read_words

_DATELINE = re.compile(r"^[^\n()]{0,60}\(([^()\n]{2,40})\)\s*(?:[-–—:]|$)", re.MULTILINE)
_SIGNATURE = re.compile(r"(?:^|\s)[-–—]\s*([^\n–—]{2,40}?)\.?\s*$")
_BYLINE = re.compile(r"^(?:by|source|from)[:\s]\s*(.{2,60})$", re.IGNORECASE)
_DATELINE_CHARS = 400
_LEAD_CHARS = 700


class Origin(NamedTuple):
    """An agency; `wire` where the report is the agency's own, not only told after it.

    `words` are those of the report that say so.
    """

    name: str
    wire: bool
    words: str


@cache
def _agencies() -> dict[str, str]:
    table = lexicon("stories/origins.toml")["agencies"]
    return {alias: name for name, aliases in table.items() for alias in aliases}


def agency_names() -> frozenset[str]:
    """Return every name that reports give the known agencies."""
    return frozenset({*_agencies(), *_agencies().values()})


@cache
def _words(key: str) -> tuple[str, ...]:
    words = lexicon("stories/origins.toml")[key]
    return tuple(words)


@cache
def _citation(outlets: frozenset[str]) -> re.Pattern[str]:
    known = sorted({*_agencies(), *outlets}, key=len, reverse=True)
    names = "|".join(map(re.escape, known))
    endings = "|".join(re.escape(ending.title()) for ending in _words("endings"))
    verbs = "|".join(map(re.escape, sorted(_words("citing"), key=len, reverse=True)))
    made = rf"(?:[A-Z][\w-]+ ){{1,3}}(?:{endings})"
    return re.compile(rf"\b({names}|{made})(?: news agency)? (?:{verbs})\b")


def _agency(words: str) -> str | None:
    """The agency that `words` name, as it calls itself; None for any other words."""
    name = words.strip(" .,\t")
    if name in _agencies():
        return _agencies()[name]
    if name[:1].isupper() and name.lower().endswith(_words("endings")):
        return name
    return None


def find_origin(article: Article, outlets: frozenset[str] = frozenset()) -> Origin | None:
    """Return the agency an article comes from, or the outlet it tells its news after.

    A dateline "(AP) —", a signature "— Example Wire" at the end, a byline or an author that is an
    agency make the report the agency's own. "Reuters reported" at the head makes it one told
    after another outlet, if it cites no second one there. An outlet is not its own origin.

    Args:
        article: A report.
        outlets: Names of the outlets of its story, which it may cite as well as agencies.
    """
    blocks = [
        (block.kind, article.text[block.start : block.end].strip())
        for block in article.blocks
        if block.kind in BODY_KINDS | META_KINDS
    ]
    running = "\n".join(words for kind, words in blocks if kind in BODY_KINDS)
    named = [(m.group(1), m.group()) for m in _DATELINE.finditer(running[:_DATELINE_CHARS])]
    named += [(words.strip("() "), words) for kind, words in blocks if kind == "dateline"]
    for kind, words in blocks:
        if kind == "byline":
            match = _BYLINE.match(words)
            names = re.split(r",| and |/|\|", match.group(1) if match else words)
            named += [(name, words) for name in names]
    named += [(author.name, author.name) for author in article.authors]
    if signature := _SIGNATURE.search(running):
        named.append((signature.group(1).strip("()[] "), signature.group()))
    for name, words in named:
        if (agency := _agency(name)) and agency != _own_name(article):
            return Origin(agency, wire=True, words=words.strip())
    cited = {
        _agencies().get(match.group(1), match.group(1)): match.group()
        for match in _citation(outlets).finditer(running[:_LEAD_CHARS])
    }
    cited.pop(_own_name(article) or "", None)
    if len(cited) != 1:
        return None
    ((name, words),) = cited.items()
    return Origin(name, wire=False, words=words)


def only_cites(article: Article, statements: Sequence[Statement], origin: Origin | None) -> bool:
    """Return whether a report only cites another one: nobody else speaks in it.

    Args:
        article: The report.
        statements: Those of the report.
        origin: Where it says it comes from.
    """
    if origin is None or origin.wire:
        return False
    cited = {word.stem for name in (origin.name, *_names_of(origin)) for word in read_words(name)}
    cited |= {word.stem for word in read_words(" ".join(_words("outlets")), article.language)}
    sources = [statement.source for statement in statements if statement.source]
    return bool(sources) and all(
        {word.stem for word in read_words(source.name)} <= cited for source in sources
    )


def _names_of(origin: Origin) -> list[str]:
    return [alias for alias, name in _agencies().items() if name == origin.name]


def _own_name(article: Article) -> str | None:
    publisher = article.publisher or ""
    return _agencies().get(publisher, publisher) or None
