"""Images as pages show them: two sizes, a description, a credit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

#: Widths in pixels: a phone, and the text's column on a dense screen.
IN_TEXT = ("width-480", "width-1200")
IN_LIST = ("fill-240x160", "fill-480x320")
OF_FACE = ("fill-96x96", "fill-192x192")


@dataclass(frozen=True, slots=True)
class Picture:
    """One image, ready for the page; `sources` is the value of ``srcset``.

    `url` is the address of its smallest size, `largest` that of its largest.
    """

    url: str
    largest: str
    sources: str
    width: int
    height: int
    description: str
    credit: str


Wanted = tuple[int | None, Sequence[str]]


def pictures(wanted: Iterable[Wanted]) -> dict[Wanted, Picture]:
    """Return images at their sizes, after one query for all of them.

    A size that is not made yet is made now, once.

    Args:
        wanted: Keys of images, each with Wagtail's filter specifications, the smallest first.
            ``None`` is passed over, and so are keys that are not there any more.
    """
    asked = {each for each in wanted if each[0] is not None}
    if not asked:
        return {}
    kept = _kept(asked)
    unmade = {key for key, sizes in asked if any((key, size) not in kept for size in sizes)}
    if unmade:
        for image in get_image_model().objects.filter(pk__in=unmade):
            sizes = {size for key, of_key in asked if key == image.pk for size in of_key}
            kept |= _made(image, sizes)
    return {
        (key, sizes): _picture([kept[key, size] for size in sizes])
        for key, sizes in asked
        if all((key, size) in kept for size in sizes)
    }


def _kept(asked: Collection[Wanted]) -> dict[tuple[int | None, str], AbstractRendition]:
    renditions = (
        get_image_model()
        .get_rendition_model()
        .objects.filter(
            image__in={key for key, _sizes in asked},
            filter_spec__in={size for _key, sizes in asked for size in sizes},
        )
    )
    return {
        (each.image_id, each.filter_spec): each
        for each in renditions.select_related("image")
        # One that was cut around another point than is the image's now is not this size.
        if each.focal_point_key == Filter(spec=each.filter_spec).get_cache_key(each.image)
    }


def _made(
    image: AbstractImage, sizes: Collection[str]
) -> dict[tuple[int | None, str], AbstractRendition]:
    try:
        return {(image.pk, size): each for size, each in image.get_renditions(*sizes).items()}
    except OSError:
        # The file is gone or cannot be read; the page is still worth reading.
        return {}


def _picture(renditions: Sequence[AbstractRendition]) -> Picture:
    largest = renditions[-1]
    sources = dict.fromkeys(f"{each.url} {each.width}w" for each in renditions)
    return Picture(
        url=renditions[0].url,
        largest=largest.url,
        sources=", ".join(sources),
        width=largest.width,
        height=largest.height,
        description=largest.image.description,
        credit=largest.image.credit,
    )
