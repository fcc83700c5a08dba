"""What the body of an article is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
STATEMENT = "newsroom.Statement"


def check_image(image: Any) -> None:
    """Accept an image that says whose it is and what it shows.

    Raises:
        ValidationError: It has no credit, or no description for readers who do not see it.
    """
    if image and not image.description:
        raise ValidationError(
            _("This image has no description for readers who do not see it. Give it one first.")
        )
    if image and not image.credit:
        raise ValidationError(_("This image does not say whose it is. Give it a credit first."))


class CreditedImageBlock(ImageChooserBlock):
    """An image with a description and a credit."""

    def clean(self, value: Any) -> Any:
        """Refuse an image without them."""
        value = super().clean(value)
        check_image(value)
        return value


class PictureBlock(StructBlock):
    """An image in the text; its description and credit are kept with the image."""

    image = CreditedImageBlock(label=_("Image"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Image")


class QuotationBlock(StructBlock):
    """A statement on record, quoted in the text."""

    statement = SnippetChooserBlock(STATEMENT, label=_("Statement"))

    class Meta:
        icon = "openquote"
        label = _("Quotation on record")
        label_format = "{statement}"


class PulledFigureBlock(StructBlock):
    """A number large enough to be seen from afar, and what it counts."""

    number = CharBlock(label=_("Figure"), max_length=24, help_text=_("Such as 52, or 4 %."))
    counts = CharBlock(label=_("What it counts"), max_length=160)
    statement = SnippetChooserBlock(STATEMENT, label=_("Statement it is from"), required=False)

    class Meta:
        icon = "decimal"
        label = _("Figure")
        label_format = "{number} {counts}"


class BodyBlock(StreamBlock):
    """The body of an article."""

    paragraph = RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES, icon="pilcrow")
    heading = CharBlock(label=_("Heading"), max_length=120, icon="title")
    image = PictureBlock()
    quotation = QuotationBlock()
    figure = PulledFigureBlock()
