"""The keys to the pages: how words are marked, and what the terms mean."""

from collections.abc import Mapping

AGREEMENTS: dict[str, str] = {
    "disputed": "one source denies or contradicts what another one says, about the same time",
    "changed": "a later report gives another figure or outcome, or an outlet took words back",
    "agreed": "at least two sources of their own say so, in at least two reports",
    "single": "one source or one report alone tells it",
}
REPORTS: dict[str, str] = {
    "independent": "a report that is no copy; wire copy that five outlets print counts once",
    "computed": "follows from a share and a count that were reported; nobody said it",
}
FORMS: dict[str, str] = {
    "quotation": "the content stands in quotation marks",
    "mixed": "part of the content stands in quotation marks",
    "reported": "the content is told in the outlet’s words",
    "narration": "the outlet’s own voice; nobody else is made responsible",
}
CERTAINTIES: dict[str, str] = {
    "stated": "said without a hedge",
    "confirmed": "said to be confirmed",
    "believed": "held to be likely",
    "possible": "held to be possible",
    "denied": "said not to be so",
    "planned": "to come, as planned or promised",
    "demanded": "asked for",
    "conditional": "so if something else is",
    "unclear": "a question, or nothing committed to",
}
FACTUALITY: dict[str, str] = {
    "−3 to +3": "factuality: whether the content is so, as its source sees it, from certainly "
    "not (−3) over left open (0) to certainly (+3)",
}
_MARKS = """<ul>
<li><span class="mark source">source</span> who says it: tinted, with a thick line</li>
<li><span class="mark cue">cue</span> the words of saying: italic, with a broken line</li>
<li><span class="mark content last">content</span> what is said: a line, closed at its end</li>
<li><span class="mark narration last">narration</span> what the outlet itself says: dots</li>
</ul>"""
_SAMPLE = """<p><span class="mark source last" data-number="1">The mayor</span>
<span class="mark cue last" data-number="1">said</span>
<span class="to-note content" data-number="1" data-certainty="possible"></span><span
class="mark content last">the bridge may open on Monday</span>.
<span class="to-note narration" data-number="2"></span><span
class="mark narration last">It has been closed since May</span>.</p>
%s
<p class="help">A number tells the statement: the same one on its source, cue and content. Behind
it stands the certainty, unless it is “stated”. Where statements share words, their lines stand one
below the other. <span class="how-to">Rest the pointer on words, or choose a number, for what was
found in them.</span></p>"""


def key() -> str:
    """Return the key as HTML."""
    return (
        f'<section class="key" aria-label="How statements are marked">\n{_SAMPLE % _MARKS}\n'
        "<details><summary>What form, certainty and factuality mean</summary>"
        f'<dl class="meanings">{meanings(FORMS)}{meanings(CERTAINTIES)}'
        f"{meanings(FACTUALITY)}</dl></details></section>"
    )


def story_key() -> str:
    """Return the key to the page of a story as HTML."""
    return (
        '<details class="terms"><summary>What the words and the marks on this page mean</summary>'
        f'<dl class="meanings">{meanings(AGREEMENTS)}{meanings(REPORTS)}{meanings(FORMS)}'
        f"{meanings(CERTAINTIES)}{meanings(FACTUALITY)}</dl>{_MARKS}</details>"
    )


def meanings(terms: Mapping[str, str]) -> str:
    """Return terms and what they mean as the items of a list."""
    return "".join(f"<dt>{name}</dt><dd>{meaning}</dd>" for name, meaning in terms.items())
