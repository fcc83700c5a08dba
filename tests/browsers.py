"""A real browser for tests, and what to ask of any page that is open in it."""

import shutil
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE, DESK = (360, 740), (1280, 900)

_COLOURS = """
() => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    let behind = element, ground = 'rgba(0, 0, 0, 0)';
    while (behind && ground === 'rgba(0, 0, 0, 0)') {
      ground = getComputedStyle(behind).backgroundColor;
      behind = behind.parentElement;
    }
    const ink = getComputedStyle(element).color;
    found.set(ink + ground, {ink, ground, text: walker.currentNode.data.trim().slice(0, 40)});
  }
  return [...found.values()];
}
"""


def spills(page: Any, size: tuple[int, int]) -> list[str]:
    """What is wider than the screen."""
    found: list[str] = page.evaluate(
        "width => document.documentElement.scrollWidth > width"
        " ? [...document.querySelectorAll('body *')].filter("
        "each => each.getBoundingClientRect().right > width + 1).map(each => each.outerHTML)"
        " : []",
        size[0],
    )
    return found


def faint_texts(page: Any) -> list[dict[str, str]]:
    """Texts of less contrast than WCAG 2.2 asks for in success criterion 1.4.3: 4.5 to 1."""
    pairs = page.evaluate(_COLOURS)
    assert pairs
    return [pair for pair in pairs if contrast(pair["ink"], pair["ground"]) < 4.5]


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, of ``rgb(r, g, b)``."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = colour.removeprefix("rgb(").removesuffix(")").split(",")
    linear = []
    for part in parts:
        share = int(part) / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
