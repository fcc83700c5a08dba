"""Uploaded images.

Wagtail compares what an image is with the end of its name, and refuses too many bytes or pixels
before any of them is decoded; how many are too many is in the site's settings. What is left to do
here is to take out what a camera writes into a photo: where it was taken, when, and with which
device. A photo of somebody in hiding must not say where.
"""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from PIL import Image
from wagtail.images.forms import BaseImageForm

#: The one thing of a camera's data that is kept: which side is up.
ORIENTATION = 0x0112
_TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif")


class ImageForm(BaseImageForm):
    """Wagtail's form for images; a new file is kept without the camera's data."""

    def clean_file(self) -> UploadedFile:
        """Return the file without them."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            take_out_camera_data(file)
        return file


def take_out_camera_data(file: UploadedFile) -> None:
    """Write an image file anew in place without EXIF, XMP, IPTC and comments, if it has any."""
    file.seek(0)
    with Image.open(file) as image:
        if not any(name in image.info for name in _TELLING) and not image.getexif():
            file.seek(0)
            return
        upright = Image.Exif()
        if side := image.getexif().get(ORIENTATION):
            upright[ORIENTATION] = side
        written = BytesIO()
        given = {"exif": upright.tobytes() if side else b""}
        if image.format == "JPEG":
            # The quantisation tables of the original: written anew, it looks the same.
            given |= {"quality": "keep", "comment": b""}
        if icc := image.info.get("icc_profile"):
            given["icc_profile"] = icc
        for name in _TELLING:
            image.info.pop(name, None)
        image.save(written, image.format, **given)
    file.seek(0)
    file.truncate()
    file.write(written.getvalue())
    file.size = len(written.getvalue())
    file.seek(0)
