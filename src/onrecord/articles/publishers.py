"""Which outlet a page is of, where its markup does not declare it."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from onrecord.articles.page import Page
from onrecord.articles.phrases import fold
from onrecord.articles.text_blocks import is_address
from onrecord.lexicons import lexicon

_TITLE_JOIN = re.compile(r"\s+[|\-–—·•»:›]+\s+|\s*\|\s*")
_MAX_SITE_WORDS, _MIN_SITE_LETTERS = 5, 3
_YEARS = r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:\d{2,4}|present))?"
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?:[\s:©]|\(c\)|\bcopyright\b)*"
    rf"(?:{_YEARS})?[\s,.:|\-–—]*(?:by\s+)?"
    r"(?P<name>(?:[^\s.|,;:•·©()]|\.(?=\w))(?:[^.|,;:•·©()]|\.(?=\w)){1,60}?)"
    rf"\s*(?:\b{_YEARS}|[.|,;:•·©()]|\s[-–—]\s|\ball rights\b|\bor its\b|\band/or\b|\s{{3,}}|\t|$)",
    re.IGNORECASE,
)
_COLUMN_GAP = re.compile(r"\s{3,}|\t+|\s[|•·]\s")
_MAX_NAME_CHARS, _MAX_NAME_WORDS = 50, 6
#: Where a masthead is sought; of pasted text it is one of the first lines that can be a name.
_TOP_BLOCKS, _TOP_LINES = 60, 3
_MAX_NOTICE_CHARS, _MAX_PHRASE_CHARS = 400, 400
#: Names beyond these are of partners and of the sites of a group.
_MAX_COPYRIGHTS, _ENOUGH_SIGNS = 3, 2
_HOST_SHARE = 0.5
#: Stands for the outlet's name in the phrases.
_SLOT = "{name}"
#: These pairs may also name the company behind the outlet, or a part of the site.
_WEAK = ({"copyright", "phrase"}, {"top line", "phrase"})


@dataclass(slots=True)
class _Outlet:
    """A name that may be the outlet's, as first printed, and what speaks for it."""

    name: str
    signs: set[str] = field(default_factory=set)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table = lexicon("articles/publishers.toml")
    return {name: tuple(words) for name, words in table.items()}


def find_publisher(page: Page, titles: Sequence[str], url: str | None) -> str | None:
    """Return the name of the outlet that the page prints, or None where it is not sure.

    The signs are the masthead (in pasted text the first lines), the copyright line, the part of
    the title that names the site, phrases around the name ("Subscribe to ..."), and the host of
    the address. A name needs two of them, and phrases only strengthen a masthead, a title or a
    host: owners and newsletters are named so, too. The name with most signs wins, of equals the
    first printed.

    Args:
        page: The page's blocks, not labelled yet.
        titles: Titles the page declares; they may carry the site's name.
        url: The page's address, if it is known.
    """
    outlets: dict[str, _Outlet] = {}
    for sign, name in (
        *_mastheads(page),
        *(("copyright", name) for name in _copyrights(page)),
        *(("title", part) for title in titles for part in _ends_of(title)),
    ):
        if _can_be_outlet(name):
            outlets.setdefault(_letters(name), _Outlet(name)).signs.add(sign)
    host = _host_letters(url)
    for letters, outlet in outlets.items():
        if _names_host(letters, host):
            outlet.signs.add("host")
        if _is_in_phrase(page, outlet.name):
            outlet.signs.add("phrase")
    sure = [
        outlet
        for outlet in outlets.values()
        if len(outlet.signs) >= _ENOUGH_SIGNS and outlet.signs not in _WEAK
    ]
    return max(sure, key=lambda outlet: len(outlet.signs)).name if sure else None


def _mastheads(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the names at the top of a page: its first lines, or what links to the front page."""
    if not page.marked_up:
        lines = (_COLUMN_GAP.split(block.text)[0] for block in page.blocks[:_TOP_BLOCKS])
        names = (line for line in lines if not is_address(line) and _can_be_outlet(line))
        yield from (("top line", name) for name in itertools.islice(names, _TOP_LINES))
        return
    for block in page.blocks[:_TOP_BLOCKS]:
        signs = block.inline | page.containers[block.container].signs
        if "outlet" in signs or (block.linked == len(block.text) and _is_front_page(block.href)):
            yield "masthead", block.text


def _is_front_page(href: str | None) -> bool:
    try:
        return href is not None and urlsplit(href.strip())[2:] in {("/", "", ""), ("", "", "")}
    except ValueError:
        return False


def _copyrights(page: Page) -> list[str]:
    """Return the owners that copyright lines name, without their legal form, the last first."""
    found: list[str] = []
    for block in reversed(page.blocks):
        if len(block.text) > _MAX_NOTICE_CHARS or not _claims(block.text.lower()):
            continue
        if match := _COPYRIGHT.search(block.text):
            found.append(_without_form(match["name"]))
            if len(found) == _MAX_COPYRIGHTS:
                break
    return found


def _claims(text: str) -> bool:
    """Whether a text has what begins a claim: looked for before the slow pattern is."""
    return "copyright" in text or "©" in text or "(c)" in text


def _without_form(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(".") in _words()["companies"]:
        words.pop()
    return " ".join(words)


def _ends_of(title: str) -> list[str]:
    parts = _TITLE_JOIN.split(title)
    return [parts[0], parts[-1]] if len(parts) > 1 else []


def _can_be_outlet(name: str) -> bool:
    return (
        len(name) <= _MAX_NAME_CHARS
        and 0 < len(name.split()) <= _MAX_NAME_WORDS
        and not name[0].islower()
        and not name.endswith((".", "?", "!", ":"))
        and sum(map(str.isalpha, _letters(name))) >= _MIN_SITE_LETTERS
        and fold(name) not in _words()["parts"]
    )


def _is_in_phrase(page: Page, name: str) -> bool:
    """Whether a short block names the outlet as pages name themselves ("Follow ... on X")."""
    lines = [block.text for block in page.blocks if len(block.text) <= _MAX_PHRASE_CHARS]
    printed = re.compile(rf"(?<!\w)(?:the )?{re.escape(fold(name))}(?!\w)")
    return any(_phrases().search(printed.sub(_SLOT, fold(line))) for line in lines if name in line)


@cache
def _phrases() -> re.Pattern[str]:
    """Return the pattern of the phrases around a name, for which the slot stands in the line.

    A pattern with the name in it would be compiled anew for every name.
    """
    inside, whole = ("|".join(map(re.escape, _words()[table])) for table in ("phrases", "lines"))
    return re.compile(rf"(?<!\w)(?:{inside})(?!\w)|^(?:{whole})$")


def _names_host(letters: str, host: str) -> bool:
    if not host:
        return False
    longer = len(host) > _MIN_SITE_LETTERS and host in letters
    return longer or (letters in host and len(letters) >= _HOST_SHARE * len(host))


def strip_site(title: str, publisher: str | None, url: str | None) -> str:
    """Return a title without the site's name at its end or beginning.

    A part is the site's name if it is the publisher's, or part of the page's host.
    """
    sites = [site for site in (_host_letters(url), _letters(publisher or "")) if site]
    ends = [match.span() for match in _TITLE_JOIN.finditer(title)]
    while ends and _is_site(title[ends[-1][1] :], sites):
        title = title[: ends.pop()[0]]
    if ends and _is_site(title[: ends[0][0]], sites):
        title = title[ends[0][1] :]
    return title.strip()


def _is_site(part: str, sites: Iterable[str]) -> bool:
    letters = _letters(part)
    few = len(part.split()) <= _MAX_SITE_WORDS
    return any(
        letters == site
        or (len(letters) >= _MIN_SITE_LETTERS and letters in site)
        or (len(site) > _MIN_SITE_LETTERS and site in letters and few)
        for site in sites
    )


def host_of(url: str | None) -> str | None:
    """Return the host of an address without ``www.``, or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _host_letters(url: str | None) -> str:
    return _letters((host_of(url) or "").rsplit(".", 1)[0])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower())).removeprefix("the")
