"""What editors decide, and how a decision finds its statement again.

A decision is kept under the *words* it was made on: the article, the sentence, the content
and the words of the source. After the page is read again

* a rejection stands as long as these words stand, however the machine reads them now;
* an acceptance stands as long as these words stand and the machine still gives them to the
  same source with the same certainty: an editor who accepted "A confirmed it" did not accept
  "B denied it".

Everything else is proposed again.
"""

import hashlib
import json
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from onrecord import records
from onrecord_site.newsroom.models import Decision, State, Statement, Story


def words_key(article: records.Article, statement: records.Statement) -> str:
    """Return the SHA-256 of the words a decision is made on."""
    source = statement.source
    return _digest(
        article.id,
        _plain(statement.sentence.of(article.text)),
        _plain(statement.content.text),
        _plain(source.text) if source else "",
    )


def reading_key(statement: records.Statement) -> str:
    """Return the SHA-256 of what the machine makes of the words: who says it, how surely."""
    return _digest(statement.source.name if statement.source else "", statement.certainty)


def decided_states(rows: Iterable[Statement]) -> dict[str, str]:
    """Return the state of each row, by id, after the decisions kept on its words."""
    rows = list(rows)
    keys = {row.words_key for row in rows}
    decisions = {made.words_key: made for made in Decision.objects.filter(words_key__in=keys)}
    return {row.id: _state(row, decisions.get(row.words_key)) for row in rows}


@transaction.atomic
def decide(rows: Iterable[Statement], state: str, user: AbstractBaseUser | None) -> int:
    """Keep one decision on each statement and return how many statements there are.

    Deciding ``proposed`` takes the decision back. Statements that stand on the same words
    in the same article share a decision.
    """
    rows = list(rows)
    for row in rows:
        if state == State.PROPOSED:
            Decision.objects.filter(words_key=row.words_key).delete()
        else:
            made = {"state": state, "reading_key": row.reading_key, "decided_by": user}
            Decision.objects.update_or_create(words_key=row.words_key, defaults=made)
    keys = {row.words_key for row in rows}
    touched = list(Statement.objects.filter(words_key__in=keys))
    states = decided_states(touched)
    for row in touched:
        row.state = states[row.id]
    Statement.objects.bulk_update(touched, ["state"], batch_size=500)
    Story.objects.naming(row.pk for row in touched).update(touched_at=timezone.now())
    return len(rows)


def _state(row: Statement, decision: Decision | None) -> str:
    if decision is None:
        return State.PROPOSED
    if decision.state == State.ACCEPTED and decision.reading_key != row.reading_key:
        return State.PROPOSED
    return decision.state


def _plain(words: str) -> str:
    """Line breaks and double spaces are the page's layout, not its words."""
    return " ".join(words.split())


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
