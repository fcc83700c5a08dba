"""Images as pages show them: two sizes, a description, a credit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

#: Widths in pixels: a phone, and the text's column on a dense screen.
IN_TEXT = ("width-480", "width-1200")
IN_LIST = ("fill-240x160", "fill-480x320")
OF_FACE = ("fill-96x96", "fill-192x192")


@dataclass(frozen=True, slots=True)
class Picture:
    """One image, ready for the page; `sources` is the value of ``srcset``."""

    url: str
    sources: str
    width: int
    height: int
    description: str
    credit: str


def pictures(image_ids: Iterable[int | None], sizes: Sequence[str]) -> dict[int, Picture]:
    """Return the images of these ids, after two queries for all of them.

    Args:
        image_ids: ``None`` is passed over, and so are ids that are not there any more.
        sizes: Wagtail's filter specifications, the smallest first.
    """
    wanted = {each for each in image_ids if each is not None}
    if not wanted:
        return {}
    rows = get_image_model().objects.filter(pk__in=wanted).prefetch_renditions(*sizes)
    return {row.pk: picture for row in rows if (picture := _picture(row, sizes))}


def _picture(row: AbstractImage, sizes: Sequence[str]) -> Picture | None:
    try:
        made = [row.get_renditions(*sizes)[size] for size in sizes]
    except OSError:
        # The file is gone or cannot be read; the article is still worth reading.
        return None
    largest = made[-1]
    sources = dict.fromkeys(f"{each.url} {each.width}w" for each in made)
    return Picture(
        url=made[0].url,
        sources=", ".join(sources),
        width=largest.width,
        height=largest.height,
        description=row.description,
        credit=row.credit,
    )
