"""Why a report counts as one of its own, as a copy, or as one that only cites another one."""

from collections.abc import Sequence

from onrecord.records import Article
from onrecord.stories.copies import longest_in_common, overlap
from onrecord.stories.explanation import ExplainedReport
from onrecord.stories.material import Material


def explain_reports(material: Material) -> list[ExplainedReport]:
    """Say for each report of a story, in order of publication, how it counts and why."""
    return [
        _counted(article, material.articles[:number], material)
        for number, article in enumerate(material.articles)
    ]


def _counted(article: Article, earlier: Sequence[Article], material: Material) -> ExplainedReport:
    root = material.copies.get(article.id)
    own = material.shingles[article.id]
    # a copy of a copy goes back to the first one, and may have more in common with the second
    family = [
        each
        for each in earlier
        if root is None or root == each.id or root == material.copies.get(each.id)
    ]
    nearest = max(
        family, key=lambda each: overlap(own, material.shingles[each.id]).share, default=None
    )
    share = overlap(own, material.shingles[nearest.id]).share if nearest else None
    origin = material.origins[article.id]
    leans = article.id in material.leaning
    speakers = {
        account.statement.source.name
        for account in material.accounts
        if leans and account.article.id == article.id and account.statement.source
    }
    return ExplainedReport(
        article=article.id,
        counts_as="copy" if root else "citing" if leans else "independent",
        nearest=nearest.id if nearest and share else None,
        share=round(share, 3) if share else None,
        words=longest_in_common(article, material.shingles[nearest.id]) if nearest else "",
        origin=origin.name if origin else None,
        origin_words=origin.words if origin else None,
        speakers=tuple(sorted(speakers)),
    )
