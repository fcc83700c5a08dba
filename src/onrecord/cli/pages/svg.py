"""SVG of a plotting library made light, and part of the page: its colours, its type, its ids."""

import re
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
#: Says nothing in a web page, or what the page's own style says.
_NEEDLESS = frozenset({"metadata", "style", "title"})
#: A label's turn is by no degrees; a link that leads to a place in the page opens no window.
_NEEDLESS_ATTRIBUTES = frozenset({"target", "transform"})
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
#: The page has its own type, and the other is the default of SVG.
_NEEDLESS_STYLE = re.compile(r"(?:font-family: [^;]*|stroke-linejoin: miter)(?:; |$)")
_ID_USED = re.compile(r"url\(#([^)]+)\)|^#(.+)$")


def inline_svg(
    drawn: str,
    name: str,
    title: str,
    description: str,
    *,
    colours: Mapping[str, str],
    links: Mapping[str, str],
) -> str:
    """Return an SVG document as an element of a page.

    Args:
        drawn: The document, of a library of ours: never one from outside.
        name: Unique in the page; ids of the element begin with it.
        title: What is shown, in a few words.
        description: The same in words, for who cannot see it.
        colours: For each colour drawn, the CSS colour to put in its place.
        links: For each address that a part of the drawing leads to, what is there.
    """
    for colour, css in colours.items():
        drawn = drawn.replace(colour, css)
    # The library's own output holds no entity that could be expanded.
    root = ElementTree.fromstring(drawn)  # noqa: S314
    used = {
        match[1] or match[2]
        for element in root.iter()
        for value in element.attrib.values()
        if (match := _ID_USED.search(value))
    } - {address.removeprefix("#") for address in links}
    _strip(root)
    for element in list(root.iter()):
        element.tag = element.tag.removeprefix(_SVG)
        element.text = element.text if element.tag == "text" else None
        element.tail = None
        kept = {
            key.removeprefix(_XLINK): _value(value, name, used)
            for key, value in element.attrib.items()
            if key not in _NEEDLESS_ATTRIBUTES and not (key == "id" and value not in used)
        }
        element.attrib = kept
        if element.tag == "a" and (told := links.get(kept.get("href", ""))):
            tip = ElementTree.Element("title")
            tip.text = told
            element.insert(0, tip)
    box = root.get("viewBox", "")
    inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return (
        f'<svg viewBox="{box}" role="group" aria-labelledby="{name}-title {name}-told">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(description)}</desc>{inside}</svg>'
    )


def _strip(element: ElementTree.Element) -> None:
    """Take out what a page does not need, and groups that hold nothing or one part only."""
    for child in list(element):
        _strip(child)
        tag = child.tag.removeprefix(_SVG)
        if tag in _NEEDLESS or (tag in {"g", "defs"} and not len(child)):
            element.remove(child)
    for place, child in enumerate(list(element)):
        plain = child.tag == f"{_SVG}g" and not child.attrib.keys() - {"id"}
        if plain and len(child) == 1:
            element.remove(child)
            element.insert(place, child[0])


def _value(value: str, name: str, used: set[str]) -> str:
    if match := _ID_USED.search(value):
        target = match[1] or match[2]
        return value.replace(target, f"{name}-{target}") if target in used else value
    if value in used:
        return f"{name}-{value}"
    short = _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", " ".join(value.split()))
    return _NEEDLESS_STYLE.sub("", short)
