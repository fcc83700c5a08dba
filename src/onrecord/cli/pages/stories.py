"""Web pages that show stories: one for each, and one that lists them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import Frame, document, line, maker, section
from onrecord.cli.pages.evidence import dated, opened, report, web_address
from onrecord.cli.pages.key import story_key
from onrecord.cli.pages.story_figures import figures
from onrecord.cli.pages.story_happenings import people, timeline
from onrecord.cli.pages.story_news import news
from onrecord.cli.pages.story_points import points
from onrecord.cli.pages.story_revisions import revisions
from onrecord.cli.tables.words import day
from onrecord.records import Article, Report, Statement, Story

#: The page that lists the others.
INDEX = "index.html"
_HEADING = re.compile(r'<h2 id="([\w-]+)">([^<]+)</h2>')
_STYLES = ("marks.css", "stories.css")


def story_pages(
    stories: Sequence[Story], statements: Iterable[Statement], articles: Iterable[Article]
) -> dict[str, str]:
    """Return whole HTML documents by file name: one for each story, and the index of them.

    Args:
        stories: In the order to list them.
        statements: All that the stories refer to by id.
        articles: All that the stories refer to by id, every version that was read.
    """
    behind = Behind(statements, articles, stories)
    pages = {INDEX: _index(stories)}
    for story in stories:
        related = [each for each in stories if each is not story and _is_related(each, story)]
        pages[file_name(story)] = _story(story, behind, related)
    return pages


def file_name(story: Story) -> str:
    """Return the name of the file that holds the page of a story."""
    return f"{story.id}.html"


def _is_related(one: Story, other: Story) -> bool:
    return one.thread is not None and one.thread == other.thread


# -- The index ------------------------------------------------------------------------------------
def _index(stories: Sequence[Story]) -> str:
    items = "\n".join(_entry(story) for story in stories)
    frame = Frame(
        title=f"Stories: {len(stories)}",
        made=f"How {maker()} grouped and compared the reports",
        styles=_STYLES,
    )
    heading = f"<h1>{_count(len(stories), 'story')}</h1>"
    return document(frame, [f'{heading}\n<ol class="index">\n{items}\n</ol>'])


def _entry(story: Story) -> str:
    return (
        f'<li><h2><a href="{line(file_name(story))}"><bdi>{line(story.headline)}</bdi></a></h2>'
        f'<p class="facts-line">{_facts(story)}</p>{_states(story)}</li>'
    )


def _facts(story: Story) -> str:
    days = list(dict.fromkeys(day(time) for time in (story.first_at, story.last_at) if time))
    reports = _count(len(story.reports), "report")
    told = [reports, f"{story.independent_reports} independent", " to ".join(days)]
    return ", ".join(each for each in told if each)


def _states(story: Story) -> str:
    """Return how many points there are of each state, as HTML."""
    counts = Counter(point.agreement for point in story.points)
    items = "".join(
        f'<li><span class="{state}">{state}</span> <span class="count">{counts[state]}</span></li>'
        for state in ("disputed", "changed", "agreed", "single")
        if counts[state]
    )
    return f'<ul class="states" aria-label="Points">{items}</ul>' if items else ""


# -- A story --------------------------------------------------------------------------------------
def _story(story: Story, behind: Behind, related: Sequence[Story]) -> str:
    headline = line(story.headline)
    parts = [
        _summary(story, behind),
        news(story, behind),
        points(story.points, behind),
        figures(story.figures, behind),
        people(story.people, behind),
        timeline(story.timeline, behind),
        revisions(story.revisions, behind),
        _reports(story, behind),
    ]
    sections = [part for part in parts if part]
    frame = Frame(
        title=headline,
        made=f"How {maker()} compared {_count(len(story.reports), 'report')}; "
        f'<a href="{INDEX}">all stories</a>',
        styles=_STYLES,
    )
    body = "\n".join(
        [
            '<article class="story">',
            f'<h1 dir="auto">{headline}</h1>',
            _of_headline(story, behind),
            f'<p class="facts-line">{_facts(story)}</p>',
            _states(story),
            _related(related),
            _contents(sections),
            story_key(),
            *sections,
            "</article>",
        ]
    )
    return document(frame, [body])


def _contents(sections: Sequence[str]) -> str:
    """Return links to the sections that there are."""
    heads = [_HEADING.search(each) for each in sections]
    items = "".join(f'<li><a href="#{head[1]}">{head[2]}</a></li>' for head in heads if head)
    return f'<nav aria-label="On this page"><ul class="sections">{items}</ul></nav>'


def _of_headline(story: Story, behind: Behind) -> str:
    """Return whose headline it is, as HTML."""
    for article_id in story.articles:
        article = behind.articles.get(article_id)
        if article and (article.headline or "").strip() == story.headline:
            return (
                '<p class="help">In the words of a headline of one report: '
                f"{report(article, behind)}</p>"
            )
    return ""


def _summary(story: Story, behind: Behind) -> str:
    if not story.summary:
        return ""
    sentences = "\n".join(
        opened(
            f'<span dir="auto">{line(sentence.text)}</span>',
            sentence.statements,
            behind,
            taken=sentence.text,
        )
        for sentence in story.summary
    )
    how = "Sentences of the reports, word for word. Open one for what stands behind it."
    parts = [f'<p class="help">{how}</p>', f'<div class="summary">{sentences}</div>']
    return section("summary", "In short", parts)


def _related(related: Sequence[Story]) -> str:
    if not related:
        return ""
    items = "".join(
        f'<li><a href="{line(file_name(each))}"><bdi>{line(each.headline)}</bdi></a> '
        f'<span class="count">{day(each.first_at)}</span></li>'
        for each in related
    )
    told = "Of the same affair"
    return f'<nav class="related" aria-label="{told}"><p>{told}:</p><ul>{items}</ul></nav>'


def _reports(story: Story, behind: Behind) -> str:
    items = "\n".join(f"<li>{_report(each, behind)}</li>" for each in story.reports)
    return section("reports", "Reports", [f'<ol class="reports">\n{items}\n</ol>'])


def _report(told: Report, behind: Behind) -> str:
    article = behind.articles.get(told.article)
    if article is None:
        return line(told.article)
    headline = line(article.headline or "") or '<span class="none">No headline</span>'
    if link := web_address(article):
        headline = f'<a href="{link}" rel="noreferrer">{headline}</a>'
    kind = "independent"
    if told.copy_of:
        kind = f"copy of {line(behind.outlet(told.copy_of))}"
    origin = f"; from <bdi>{line(told.origin)}</bdi>" if told.origin else ""
    number = len(behind.versions[told.article])
    read = f'; <a href="#revisions">{number} versions</a>' if number > 1 else ""
    return (
        f'<p class="when"><cite>{line(behind.outlet(told.article))}</cite>, {dated(article)}</p>'
        f'<p class="title" dir="auto">{headline}</p>'
        f'<p class="by"><strong>{kind}</strong>{origin}{read}</p>'
    )


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
