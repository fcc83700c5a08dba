"""Statements as one page shows them: the words of each once, and links to them from elsewhere."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from onrecord_site.newsroom.models import Statement
from onrecord_site.stories.evidence import Evidence, evidence_of


class Shown(NamedTuple):
    """A statement at one place of a page.

    `anchor` is empty where it stood earlier on the page already, and `opens` tells whether its
    words stand here too, and are not only linked. `also_in` are outlets that print the same words
    as a copy, `is_new` tells whether the reader has not seen it.
    """

    evidence: Evidence
    anchor: str
    opens: bool
    also_in: Sequence[str] = ()
    is_new: bool = False


class Showing:
    """Shows the statements of a page from top to bottom.

    Args:
        rows: The statements that stand, their articles fetched along.
        copies: Ids of the articles that are copies.
        new: Ids of the statements that the reader has not seen.
    """

    def __init__(
        self, rows: Iterable[Statement], copies: Collection[str] = (), new: Collection[str] = ()
    ) -> None:
        self.evidence = {row.id: evidence_of(row) for row in rows}
        self._copies = copies
        self._new = new
        self._anchored: set[str] = set()

    def may_quote(self, statement_id: str) -> bool:
        """Whether a statement stands and its words may be shown."""
        evidence = self.evidence.get(statement_id)
        return evidence is not None and evidence.is_quoted

    def show(self, statement_id: str, *, opens: bool = False) -> Shown:
        """Show a statement that stands; its words too, if it `opens` or comes here first."""
        evidence = self.evidence[statement_id]
        anchor = "" if statement_id in self._anchored else evidence.anchor
        self._anchored.add(statement_id)
        return Shown(evidence, anchor, opens or bool(anchor), is_new=statement_id in self._new)

    def show_all(
        self, statement_ids: Iterable[str], most: int | None = None, *, opens: bool = False
    ) -> list[Shown]:
        """Show what stands of these, `most` at most.

        A copy with the same words is named beside its original.
        """
        standing = [self.evidence[each] for each in statement_ids if each in self.evidence]
        standing.sort(key=lambda evidence: (not evidence.is_quoted, self.is_copy(evidence)))
        printed: dict[tuple[str, str, str], list[Evidence]] = {}
        for evidence in standing:
            key = (evidence.content or evidence.id, evidence.source_name, evidence.certainty)
            earlier = printed.setdefault(key, [])
            if earlier and not self.is_copy(evidence):
                printed[(evidence.id, "", "")] = [evidence]
            else:
                earlier.append(evidence)
        return [
            self.show(first.id, opens=opens)._replace(
                also_in=list(dict.fromkeys(each.outlet for each in more))
            )
            for first, *more in list(printed.values())[:most]
        ]

    def address(self, statement_id: str) -> str:
        """Return where the words of a statement stand: on this page, or else on its report's.

        To be asked once everything was shown.
        """
        evidence = self.evidence[statement_id]
        report = "" if statement_id in self._anchored else evidence.report_url
        return f"{report}#{evidence.anchor}"

    def is_copy(self, evidence: Evidence) -> bool:
        """Whether the statement stands in a copy."""
        return evidence.article_id in self._copies
