"""Digits that count nothing: telephone numbers, blocks of streets, names of indexes."""

import re

from onrecord.records import Span

_CODES = re.compile(
    r"""
    \(\d{3}\)\s?\d{3}[-.]\d{4}\b
  | \b(?:1-)?\d{3}(?P<mark>[-.])\d{3}(?P=mark)\d{4}\b
  | \b(?:1-)?(?:\d{3}-)?\d{3}-[A-Z]{3,}(?:\s\(\d{3,5}\))?     # 555-TIPS (8477)
  | \b\d{3}-\d{4}(?=\sor\s\d{3}-|\sext)
  | (?<=\bcall\s)\d{3}-\d{4}\b
  | (?<=\bat\s)\d{3}-\d{4}\b
  | \b\d{1,3}00(?=\sblock\b)
  | \b\d{2,4}(?=-(?:stock|share|company)\s(?:index|average|gauge|benchmark)\b)
  | (?:(?<=\bcall\s)|(?<=\bcalls\s)|(?<=\bcalled\s)|(?<=\bcalling\s)|(?<=\bdial\s)
      |(?<=\bdialed\s)|(?<=\bdialled\s))(?:911|999|112)\b
  | \b(?:911|999|112)(?=\s(?:call|dispatch|operator|audio|tape|cent|system|emergency))
    """,
    re.VERBOSE,
)


def find_codes(text: str) -> tuple[Span, ...]:
    """Return where `text` has digits that are a code: "(555) 010-0199", "the 1200 block"."""
    return tuple(Span(*match.span()) for match in _CODES.finditer(text))
