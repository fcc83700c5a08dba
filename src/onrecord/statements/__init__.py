"""Articles to statements: who says what, how surely.

`find.py` goes the way: `reader.py` parses the article into `sentences.py`, `attributions` finds
who says what and how surely, `sources` names who is meant, `facts.py` attaches the `entities`,
`figures`, `times`, `places` and `events` that lie inside each content. From them `main_event.py`
tells who did what, when and where.
"""
