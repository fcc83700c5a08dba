"""Colours that can be read: contrast as WCAG 2.2 counts it, and their counterparts in the dark.

The grounds are those of ``static/site/onrecord.css``: paper, and the raised ground of quoted words.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LIGHT_GROUNDS = ("#fbfaf6", "#f2efe7")
DARK_GROUNDS = ("#151517", "#1f1f23")
#: WCAG 2.2, success criterion 1.4.3, for text of any size.
MIN_CONTRAST = 4.5
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 20


def validate_colour(colour: str) -> None:
    """Accept a colour that text can have on every light ground of the site.

    Raises:
        ValidationError: It is not of the form ``#rrggbb``, or too faint.
    """
    if not _HEX.fullmatch(colour):
        raise ValidationError(_("Write a colour as # and six digits, such as #7a1f1f."))
    least = min(contrast(colour, ground) for ground in LIGHT_GROUNDS)
    if least < MIN_CONTRAST:
        raise ValidationError(
            _(
                "This colour is too faint to be read: its contrast is %(contrast)s to 1, and text "
                "needs %(needed)s to 1. Choose a darker one."
            ),
            params={"contrast": f"{int(least * 10) / 10}", "needed": f"{MIN_CONTRAST}"},
        )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def in_the_dark(colour: str) -> str:
    """Return the colour, mixed with as little white as makes it readable on dark grounds."""
    mixed = (_with_white(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(
        each
        for each in mixed
        if min(contrast(each, ground) for ground in DARK_GROUNDS) >= MIN_CONTRAST
    )


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _with_white(colour: str, share: float) -> str:
    mixed = (round(channel + (255 - channel) * share) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
