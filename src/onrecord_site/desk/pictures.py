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


Wanted = tuple[int | None, Sequence[str]]


def pictures(wanted: Iterable[Wanted]) -> dict[Wanted, Picture]:
    """Return images at their sizes, after two queries for all of them.

    Args:
        wanted: Keys of images, each with Wagtail's filter specifications, the smallest first.
            ``None`` is passed over, and so are keys that are not there any more.
    """
    asked = {each for each in wanted if each[0] is not None}
    if not asked:
        return {}
    every_size = {size for _key, sizes in asked for size in sizes}
    images = get_image_model().objects.filter(pk__in={key for key, _sizes in asked})
    by_key = {row.pk: row for row in images.prefetch_renditions(*every_size)}
    made = {(key, sizes): _picture(by_key[key], sizes) for key, sizes in asked if key in by_key}
    return {each: picture for each, picture in made.items() if picture}


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
