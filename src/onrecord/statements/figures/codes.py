"""Digits that count nothing: telephone numbers, addresses, places in a gallery, calibres."""

import re

from onrecord.records import Span

_WAY = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Place|Boulevard|Blvd|Court|Ct|Circle"
    r"|Parkway|Pkwy|Highway|Hwy|Terrace|Causeway|Crescent|Trail)\b"
    # 3 Supreme Court judges live at no such place
    r"(?!\.?\s(?:[a-z-]{4,}\s)?[a-z]{3,}s\b)"
)
_QUARTER = r"(?:(?:[NSEW]{1,2}\.?|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\w*)\s)"
_ARMS = r"(?:hand)?gun|pistol|rifle|revolver|shotgun|firearm|weapon|round|bullet|casing|ammunition"
#: Behind the number of a house whose street is named alone: "at 7100 Georgetown because".
_GOES_ON = (
    r"(?:[.,;)]|$"
    r"|\s(?:at|in|on|after|before|because|when|where|about|around|near|just|and|was|is)\b)"
)
_PICTURE = r"(?:Images?|Photos?|Pictures?|Slides?|slideshow|Caption|Page)"
_CODES = re.compile(
    rf"""
    \(\d{{3}}\)\s?\d{{3}}[-.]\d{{4}}\b
  | \b(?:1-)?\d{{3}}(?P<mark>[-.])\d{{3}}(?P=mark)\d{{4}}\b
  | \b(?:1-)?(?:\d{{3}}-)?\d{{3}}-[A-Z]{{3,}}(?:\s\(\d{{3,5}}\))?     # 555-TIPS (8477)
  | \b\d{{3}}-\d{{4}}(?=\sor\s\d{{3}}-|\sext)
  | (?<=\bcall\s)\d{{3}}-\d{{4}}\b
  | (?<=\bat\s)\d{{3}}-\d{{4}}\b
  | \b\d{{1,3}}00(?=(?:,?\s(?:and\s)?\d{{1,3}}00)*\sblocks?\b)
  | \b\d{{1,5}}(?=\s{_QUARTER}?(?:\d{{1,3}}(?:st|nd|rd|th)?\s|(?:[A-Z][\w’'.-]+\s){{1,3}}){_WAY})
  | (?<=[a-z]\s)\d{{1,3}}(?=\s(?:Street|Avenue)\b)            # 21 north 119 Avenue
  | (?<=\bat\s)\d{{3,5}}(?=\s[A-Z][a-z]+{_GOES_ON})
  | \b{_PICTURE}\s\d{{1,3}}\s?(?:of|/)\s?\d{{1,3}}\b
  | \b\d\s?/\s?\d+(?=\sstars?\b)
  | (?<!\w)\.?\d{{2,3}}[-\s]cal(?:iber|ibre)?\b
  | \b\d{{1,3}}(?:\.\d+)?[-\s]?mm\b(?=,?\s(?:[\w-]+\s){{0,2}}(?:{_ARMS})s?\b)
  | \b[A-Z]\w*\sNo\.\s?\d+                                     # the ship Billions No. 18
  | \b[A-Z]+\d+[-+]\d+\b                                        # the galaxy RX J1131-1231
  | \b[Ss]weet\s(?:16|[Ss]ixteen)\b
  | \b\d{{2,4}}(?=-(?:stock|share|company)\s(?:index|average|gauge|benchmark)\b)
  | (?:(?<=\bcall\s)|(?<=\bcalls\s)|(?<=\bcalled\s)|(?<=\bcalling\s)|(?<=\bdial\s)
      |(?<=\bdialed\s)|(?<=\bdialled\s))(?:911|999|112)\b
  | \b(?:911|999|112)(?=\s(?:call|dispatch|operator|audio|tape|cent|system|emergency))
    """,
    re.VERBOSE,
)


def find_codes(text: str) -> tuple[Span, ...]:
    """Return where `text` has a number that is none: "(555) 010-0199", "Image 1 of 12"."""
    return tuple(Span(*match.span()) for match in _CODES.finditer(text))
