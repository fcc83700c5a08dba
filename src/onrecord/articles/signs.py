"""What the markup around each block says it is, without the signs that say too much."""

from collections import Counter
from collections.abc import Sequence

from onrecord.articles.measure import Measures, is_long
from onrecord.articles.page import Page, Sign

#: Parts of a page that hold much text which is not the article's,
#: and the share of the page's long paragraphs above which even they set nothing apart.
_ROOMY: dict[Sign, float] = {
    "comments": 0.95, "legal": 0.5, "hidden": 0.5, "nav": 0.5, "footer": 0.5, "aside": 0.5,
}  # fmt: skip
#: Signs of what the text is, never taken back.
_STRUCTURE: frozenset[Sign] = frozenset({
    "body", "article", "main", "p", "li", "ul", "ol", "dl", "table", "blockquote", "pre", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "headline", "standfirst", "correction",
})  # fmt: skip
#: The share of the page's long paragraphs above which a sign sets nothing apart.
_MOST, _MANY, _FEW_PARAGRAPHS = 0.5, 0.15, 2


def find_signs(
    page: Page, measures: Sequence[Measures], headline: int | None
) -> list[frozenset[Sign]]:
    """Return the signs of every block: of its containers and its inline elements.

    Names of elements mislead: a page's whole content can stand in ``<div class="no-sidebar">``.
    So a sign of furniture is dropped from an element around the headline, and from one that
    holds most of the long paragraphs, or many of them for signs of what is short by nature.
    """
    if not page.marked_up:
        return [frozenset()] * len(page.blocks)
    long = _count_long(page, measures)
    around_headline = _containers_of(page, headline)
    effective: list[frozenset[Sign]] = []
    for number, container in enumerate(page.containers):
        outer = effective[container.parent] if number else frozenset()
        own = container.signs
        if own - _STRUCTURE:
            own = own & _STRUCTURE | {
                sign
                for sign in own - _STRUCTURE
                if number not in around_headline and not _holds_too_much(sign, long, number)
            }
        effective.append(outer | own if own - outer else outer)
    signs = [effective[block.container] | block.inline for block in page.blocks]
    common = _common(signs, measures)
    return [found - common if found & common else found for found in signs]


def _common(signs: Sequence[frozenset[Sign]], measures: Sequence[Measures]) -> frozenset[Sign]:
    """Return the signs of furniture that most long paragraphs carry, each from its own element."""
    counts: Counter[Sign] = Counter()
    total = 0
    for found, measured in zip(signs, measures, strict=True):
        if is_long(measured):
            total += 1
            counts.update(found - _STRUCTURE)
    return frozenset(
        sign
        for sign, count in counts.items()
        if total > 1 and count > total * _ROOMY.get(sign, _MOST)
    )


def _count_long(page: Page, measures: Sequence[Measures]) -> list[int]:
    """Return how many long paragraphs each container holds."""
    counts = [0] * len(page.containers)
    for block, measured in zip(page.blocks, measures, strict=True):
        if is_long(measured):
            counts[block.container] += 1
    for number in range(len(counts) - 1, 0, -1):
        counts[page.containers[number].parent] += counts[number]
    return counts


def _containers_of(page: Page, index: int | None) -> frozenset[int]:
    if index is None:
        return frozenset()
    found = set()
    number = page.blocks[index].container
    while number:
        found.add(number)
        number = page.containers[number].parent
    return frozenset(found)


def _holds_too_much(sign: Sign, long: Sequence[int], number: int) -> bool:
    share = long[number] / max(1, long[0])
    if sign in _ROOMY:
        return long[number] > 1 and share > _ROOMY[sign]
    return long[number] >= _FEW_PARAGRAPHS and share > _MANY
