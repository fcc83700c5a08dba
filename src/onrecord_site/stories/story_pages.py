"""A story as its page shows it: the record, less what editors rejected."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord import records
from onrecord.stories.names import Register
from onrecord_site.newsroom.models import Article, State, Statement, Story
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.evidence import original_url
from onrecord_site.stories.figures import FigureHistory, by_slug, figure_history, figure_slug
from onrecord_site.stories.last_look import LastLook
from onrecord_site.stories.maps import StoryMap, story_map
from onrecord_site.stories.point_cards import PointGroup, point_groups
from onrecord_site.stories.points import Tally, kept_points, tallies
from onrecord_site.stories.revisions import RevisionLine, revision_lines
from onrecord_site.stories.showing import Showing, Shown
from onrecord_site.stories.since import Fresh, what_is_new
from onrecord_site.stories.threads import Background, background
from onrecord_site.stories.timelines import Moment, timeline
from onrecord_site.stories.wording import edtf_words, status_words, wording

#: What stands on the page of a long story; the rest stands on the page of its record.
MOST_SUMMARY, MOST_VOICES, MOST_PER_VOICE = 6, 12, 3
MOST_PEOPLE, MOST_FIGURES, MOST_REPORTS = 16, 12, 40


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of the summary and the statements it rests on."""

    text: str
    statements: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is on record in a story; `left_out` counts statements that are not shown."""

    name: str
    url: str
    attribute: str
    statements: Sequence[Shown]
    left_out: int


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What one statement says became of a person."""

    status: str
    as_of: str
    certainty: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person of the story with their dated statuses."""

    name: str
    slug: str
    statuses: Sequence[StatusLine]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of the story."""

    article: Article
    original_url: str
    independent: bool
    copy_of: Article | None
    origin: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything on a story's page, in the order of reading."""

    headline: str
    independent_reports: int
    last_at: datetime | None
    tallies: Sequence[Tally]
    fresh: Fresh | None
    summary: Sequence[SummaryLine]
    groups: Sequence[PointGroup]
    figures: Sequence[FigureHistory]
    timeline: Sequence[Moment]
    map: StoryMap | None
    people: Sequence[PersonCard]
    voices: Sequence[Voice]
    reports: Sequence[ReportLine]
    reports_beyond: int
    revisions: Sequence[RevisionLine]
    background: Background
    has_unreviewed: bool
    statements: int

    @property
    def people_with_status(self) -> list[PersonCard]:
        """People of whom the reports tell what became of them."""
        return [person for person in self.people if person.statuses]

    @property
    def named_people(self) -> list[PersonCard]:
        """People of whom they do not."""
        return [person for person in self.people if not person.statuses]

    @property
    def moving_figures(self) -> list[FigureHistory]:
        """Figures that moved."""
        return [figure for figure in self.figures if figure.chart]

    @property
    def still_figures(self) -> list[FigureHistory]:
        """Figures told once, or always the same."""
        return [figure for figure in self.figures if not figure.chart]


def build_story_page(row: Story, look: LastLook | None = None) -> StoryPage:
    """Return the page of a story, after at most six queries.

    Args:
        row: The story.
        look: When the reader looked last; what is new since is marked.
    """
    articles = list(row.articles.light())
    statements = _with_articles(row.statements.exclude(state=State.REJECTED), articles)
    story = row.to_record()
    fresh = what_is_new(row, story, look) if look else None
    return _Builder(row, story, statements, articles, fresh).build()


def _with_articles(rows: Iterable[Statement], articles: Iterable[Article]) -> list[Statement]:
    """Return the statements with their articles: one row each, where a join makes one for each."""
    found, by_id = list(rows), {each.pk: each for each in articles}
    for row in found:
        if article := by_id.get(row.article_id):
            row.article = article
    return found


def _register(story: records.Story, rows: Iterable[Statement]) -> Register:
    """Return whom the names of those who speak mean."""
    named = [each for each in rows if each.source_name]
    people = {each.source_name for each in named if each.source_kind == "person"}
    people |= {person.name for person in story.people}
    names = [(each.article_id, each.source_name) for each in named]
    return Register([*names, *(("", person.name) for person in story.people)], people)


class _Builder:
    """Builds a page top to bottom, so that each statement is anchored where it comes first."""

    def __init__(
        self,
        row: Story,
        story: records.Story,
        rows: list[Statement],
        articles: list[Article],
        fresh: Fresh | None,
    ) -> None:
        self.row, self.story, self.rows, self.fresh = row, story, rows, fresh
        copies = {report.article for report in story.reports if not report.independent}
        self.showing = Showing(rows, copies, fresh.statements if fresh else ())
        self.evidence = self.showing.evidence
        self.articles = {article.id: article for article in articles}
        self.register = _register(story, rows)

    def build(self) -> StoryPage:
        """Return the page."""
        article_of = {each.id: each.article_id for each in self.rows}
        kept = kept_points(self.story, article_of)
        reports = self._reports()
        return StoryPage(
            headline=str(self.row),
            independent_reports=self.story.independent_reports,
            last_at=self.story.last_at,
            tallies=tallies(point.agreement for point in kept),
            fresh=self.fresh,
            summary=self._summary(),
            groups=point_groups(
                kept, self.showing, dict(self.fresh.points) if self.fresh else {}, self.register
            ),
            figures=self._figures(),
            timeline=timeline(self.story, self.showing),
            people=self._people(),
            voices=self._voices(),
            reports=reports[:MOST_REPORTS],
            reports_beyond=len(reports[MOST_REPORTS:]),
            background=background(self.row),
            has_unreviewed=any(not each.is_reviewed for each in self.evidence.values()),
            statements=sum(each.quoted for each in self.rows),
            # These link to what all others show, and so come after them.
            map=story_map(self.rows, self.showing.address),
            revisions=revision_lines(self.story, self.articles, self.rows, self.showing),
        )

    def _summary(self) -> list[SummaryLine]:
        quoted = {each.id for each in self.rows if each.quoted}
        lines = kept_summary(self.story, self.evidence, quoted)
        return [
            SummaryLine(sentence.text, self.showing.show_all(sentence.statements))
            for sentence in lines[:MOST_SUMMARY]
        ]

    def _voices(self) -> list[Voice]:
        """Who is on record, each once, whatever the reports call them: "Ruiz" and "Ana Ruiz"."""
        by_source: dict[str, list[Statement]] = {}
        for each in self.rows:
            if each.source_name and each.quoted:
                meant = self.register.show(self.register.resolve(each.source_name))
                by_source.setdefault(meant, []).append(each)
        ordered = sorted(by_source.items(), key=lambda told: len(told[1]), reverse=True)
        return [self._voice(name, said) for name, said in ordered[:MOST_VOICES]]

    def _voice(self, name: str, said: list[Statement]) -> Voice:
        attributes = (each.record["source"]["attribute"] for each in said)
        shown = self.showing.show_all([each.id for each in said], MOST_PER_VOICE)
        told = sum(1 + len(each.also_in) for each in shown)
        so_called = next((each for each in said if each.source_name == name), said[0])
        return Voice(
            name=name,
            url=self.evidence[so_called.id].source_url,
            attribute=next(filter(None, attributes), ""),
            statements=shown,
            left_out=max(0, len(said) - told),
        )

    def _figures(self) -> list[FigureHistory]:
        chosen = [
            (slug, series)
            for slug, series in by_slug(self.story.figures).items()
            if any(value.statement in self.evidence for value in series.series)
        ]
        chosen.sort(key=lambda named: -len({(v.value, v.low, v.high) for v in named[1].series}))
        news = self.fresh.figures if self.fresh else {}
        return [
            figure_history(
                slug,
                series,
                self.evidence,
                self.showing.show,
                news.get(slug) or news.get(figure_slug(series), ""),
            )
            for slug, series in chosen[:MOST_FIGURES]
        ]

    def _people(self) -> list[PersonCard]:
        cards = []
        for person in self.story.people:
            standing = [each for each in person.statuses if each.statement in self.evidence]
            if not standing and person.statuses:
                continue
            if len(cards) == MOST_PEOPLE:
                break
            statuses = [
                StatusLine(
                    status_words(status.status),
                    edtf_words(status.as_of),
                    wording()["certainty"][status.certainty],
                    self.showing.show(status.statement),
                )
                for status in standing
            ]
            cards.append(PersonCard(person.name, name_slug(person.name), statuses))
        return cards

    def _reports(self) -> list[ReportLine]:
        return [
            ReportLine(
                article=article,
                original_url=original_url(article.url),
                independent=report.independent,
                copy_of=self.articles.get(report.copy_of or ""),
                origin=report.origin or "",
                is_new=bool(self.fresh and report.article in self.fresh.reports),
            )
            for report in self.story.reports
            if (article := self.articles.get(report.article))
        ]


def kept_summary(
    story: records.Story, standing: Container[str], quoted: Container[str]
) -> list[records.SummarySentence]:
    """Return the sentences that may be shown.

    A sentence is the reports' own words, so each of its statements must still stand, and one
    at least must be among those that may be quoted.
    """
    return [
        sentence
        for sentence in story.summary
        if sentence.statements
        and all(each in standing for each in sentence.statements)
        and any(each in quoted for each in sentence.statements)
    ]
