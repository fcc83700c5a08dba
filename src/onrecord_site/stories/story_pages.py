"""A story as its page shows it: the record, less what editors rejected."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from onrecord import records
from onrecord_site.newsroom.models import Article, State, Statement, Story
from onrecord_site.newsroom.names import name_slug, public_name
from onrecord_site.stories.evidence import Evidence, evidence_of, original_url
from onrecord_site.stories.figures import FigureHistory, figure_history
from onrecord_site.stories.points import AGREEMENTS, KeptPoint, Tally, kept_points, tallies
from onrecord_site.stories.wording import edtf_words, wording


class Shown(NamedTuple):
    """A statement at one place of a page; only its first place there is the anchored one.

    `also_in` are outlets that print the same words as a copy.
    """

    evidence: Evidence
    anchor: str
    also_in: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of the summary and the statements it rests on."""

    text: str
    statements: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class PointCard:
    """A point with its sides."""

    anchor: str
    summary: str
    sides: Sequence[Sequence[Shown]]


@dataclass(frozen=True, slots=True)
class PointGroup:
    """All points of one kind of agreement; `words` is their row of ``wording.toml``.

    `left_out` counts points of which no word may be quoted.
    """

    agreement: str
    words: dict[str, str]
    points: Sequence[PointCard]
    left_out: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is on record in a story."""

    name: str
    url: str
    attribute: str
    statements: Sequence[Shown]


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
class Moment:
    """A happening on the timeline."""

    time: str
    planned: bool
    shown: Shown


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of the story."""

    article: Article
    original_url: str
    independent: bool
    copy_of: Article | None
    origin: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything on a story's page, in the order of reading."""

    headline: str
    independent_reports: int
    last_at: datetime | None
    tallies: Sequence[Tally]
    summary: Sequence[SummaryLine]
    groups: Sequence[PointGroup]
    figures: Sequence[FigureHistory]
    voices: Sequence[Voice]
    people: Sequence[PersonCard]
    timeline: Sequence[Moment]
    reports: Sequence[ReportLine]
    has_unreviewed: bool

    @property
    def moving_figures(self) -> list[FigureHistory]:
        """Figures with a history."""
        return [figure for figure in self.figures if len(figure.values) > 1]

    @property
    def single_figures(self) -> list[FigureHistory]:
        """Figures told once."""
        return [figure for figure in self.figures if len(figure.values) == 1]


def build_story_page(row: Story) -> StoryPage:
    """Return the page of a story, after two queries: its statements and its articles."""
    statements = row.statements.exclude(state=State.REJECTED).with_outlet()
    return _Builder(row, list(statements), list(row.articles.light())).build()


class _Builder:
    """Builds a page top to bottom, so that each statement is anchored where it comes first."""

    def __init__(self, row: Story, rows: list[Statement], articles: list[Article]) -> None:
        self.row = row
        self.story: records.Story = row.to_record()
        self.rows = rows
        self.evidence = {each.id: evidence_of(each) for each in rows}
        self.articles = {article.id: article for article in articles}
        self.copies = {report.article for report in self.story.reports if not report.independent}
        self.anchored: set[str] = set()

    def build(self) -> StoryPage:
        """Return the page."""
        article_of = {each.id: each.article_id for each in self.rows}
        kept = kept_points(self.story, article_of)
        return StoryPage(
            headline=str(self.row),
            independent_reports=self.story.independent_reports,
            last_at=self.story.last_at,
            summary=self._summary(),
            groups=self._groups(kept),
            figures=self._figures(),
            voices=self._voices(),
            people=self._people(),
            timeline=self._timeline(),
            reports=self._reports(),
            tallies=tallies(kept),
            has_unreviewed=any(not each.is_reviewed for each in self.evidence.values()),
        )

    def _show(self, statement_id: str) -> Shown:
        evidence = self.evidence[statement_id]
        anchor = "" if statement_id in self.anchored else evidence.anchor
        self.anchored.add(statement_id)
        return Shown(evidence, anchor)

    def _show_all(self, statement_ids: Iterable[str]) -> list[Shown]:
        """Show what stands of these; a copy with the same words is named beside its original."""
        standing = [self.evidence[each] for each in statement_ids if each in self.evidence]
        standing.sort(key=lambda evidence: evidence.article_id in self.copies)
        printed: dict[tuple[str, str, str], list[Evidence]] = {}
        for evidence in standing:
            key = (evidence.content or evidence.id, evidence.source_name, evidence.certainty)
            earlier = printed.setdefault(key, [])
            if earlier and evidence.article_id not in self.copies:
                printed[(evidence.id, "", "")] = [evidence]
            else:
                earlier.append(evidence)
        return [
            self._show(first.id)._replace(also_in=list(dict.fromkeys(each.outlet for each in more)))
            for first, *more in printed.values()
        ]

    def _summary(self) -> list[SummaryLine]:
        quoted = {each.id for each in self.rows if each.quoted}
        return [
            SummaryLine(sentence.text, self._show_all(sentence.statements))
            for sentence in kept_summary(self.story, self.evidence, quoted)
        ]

    def _groups(self, kept: Sequence[KeptPoint]) -> list[PointGroup]:
        groups = []
        for agreement in AGREEMENTS:
            cards = [self._card(each) for each in kept if each.agreement == agreement]
            told = [card for card in cards if card.summary or agreement != "single"]
            if cards:
                words = wording()["agreement"][agreement]
                groups.append(PointGroup(agreement, words, told, len(cards) - len(told)))
        return groups

    def _card(self, kept: KeptPoint) -> PointCard:
        sides = [self._show_all(side) for side in kept.sides]
        quoted = [shown.evidence for side in sides for shown in side if shown.evidence.is_quoted]
        summary = quoted[0].content if quoted else ""
        if quoted and kept.is_whole and kept.point.summary:
            summary = kept.point.summary
        return PointCard(f"p-{public_name(kept.point.id)}", summary, sides)

    def _voices(self) -> list[Voice]:
        by_source: dict[str, list[Statement]] = {}
        for each in self.rows:
            if each.source_name and each.quoted:
                by_source.setdefault(name_slug(each.source_name), []).append(each)
        ordered = sorted(by_source.values(), key=len, reverse=True)
        return [self._voice(said) for said in ordered]

    def _voice(self, said: list[Statement]) -> Voice:
        attributes = (each.record["source"]["attribute"] for each in said)
        shown = self._show_all(each.id for each in said)
        return Voice(
            name=said[0].source_name,
            url=shown[0].evidence.source_url,
            attribute=next(filter(None, attributes), ""),
            statements=shown,
        )

    def _figures(self) -> list[FigureHistory]:
        histories = (
            figure_history(series, self.evidence, self._show) for series in self.story.figures
        )
        told = [history for history in histories if history.values]
        return sorted(told, key=lambda history: len(history.values) == 1)

    def _people(self) -> list[PersonCard]:
        cards = []
        for person in self.story.people:
            statuses = [
                StatusLine(
                    status.status.replace("_", " "),
                    edtf_words(status.as_of),
                    wording()["certainty"][status.certainty],
                    self._show(status.statement),
                )
                for status in person.statuses
                if status.statement in self.evidence
            ]
            if statuses or not person.statuses:
                cards.append(PersonCard(person.name, name_slug(person.name), statuses))
        return cards

    def _timeline(self) -> list[Moment]:
        return [
            Moment(edtf_words(entry.time), entry.planned, self._show(entry.statement))
            for entry in self.story.timeline
            if entry.statement in self.evidence and self.evidence[entry.statement].is_quoted
        ]

    def _reports(self) -> list[ReportLine]:
        return [
            ReportLine(
                article=article,
                original_url=original_url(article.url),
                independent=report.independent,
                copy_of=self.articles.get(report.copy_of or ""),
                origin=report.origin or "",
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
