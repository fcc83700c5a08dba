"""What editors may upload, through the newsroom's own forms."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents.models import Document

from onrecord_site.images.models import CreditedImage
from onrecord_site.uploads.images import ORIENTATION
from tests.site.desk_factory import picture_bytes

GPS = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload_image(editor, name, content):
    file = SimpleUploadedFile(name, content)
    return editor.post("/admin/images/add/", {"title": "An image", "file": file})


def upload_document(editor, name, content):
    file = SimpleUploadedFile(name, content)
    return editor.post("/admin/documents/add/", {"title": "A document", "file": file})


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF")]
)
def test_image_is_taken(editor, name, kind):
    upload_image(editor, name, picture_bytes((40, 30), kind))
    assert CreditedImage.objects.get().width == 40


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.jpg", picture_bytes((40, 30), "PNG")),
        ("a.bmp", picture_bytes((40, 30), "BMP")),
        ("a.jpg.html", picture_bytes((40, 30))),
        ("a.jpg", b""),
    ],
    ids=["svg", "svg-as-png", "html-as-jpg", "png-as-jpg", "bmp", "html", "empty"],
)
def test_other_files_are_no_images(editor, name, content):
    upload_image(editor, name, content)
    assert not CreditedImage.objects.exists()


def test_image_of_too_many_pixels_is_refused_before_it_is_decoded(editor):
    """A flat image of 100 million pixels is some kilobytes as a file and 300 MB in memory."""
    written = BytesIO()
    Image.new("1", (10_000, 10_000)).save(written, "PNG")
    assert len(written.getvalue()) < 100_000
    answer = upload_image(editor, "bomb.png", written.getvalue())
    assert not CreditedImage.objects.exists()
    assert "too many pixels" in answer.text


def test_image_of_too_many_bytes_is_refused(editor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    upload_image(editor, "a.jpg", picture_bytes((400, 300)) + b"\0" * 2000)
    assert not CreditedImage.objects.exists()


def test_image_is_kept_without_where_and_by_what_it_was_taken(editor):
    told = Image.Exif()
    told[ORIENTATION] = 6
    told[0x0110] = "Camera 3000"
    told.get_ifd(GPS)[1] = "N"
    told.get_ifd(GPS)[2] = (53.9, 27.5, 0.0)
    content = picture_bytes((40, 30), exif=told.tobytes(), comment=b"from the safe house")
    assert b"Camera 3000" in content
    upload_image(editor, "a.jpg", content)
    row = CreditedImage.objects.get()
    with row.file.open("rb") as file:
        kept = file.read()
    assert b"Camera 3000" not in kept
    assert b"safe house" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert dict(image.getexif()) == {ORIENTATION: 6}
    assert row.file_size == len(kept)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_lose_it_too(editor, kind):
    told = Image.Exif()
    told[0x0110] = "Camera 3000"
    upload_image(editor, f"a.{kind.lower()}", picture_bytes((40, 30), kind, exif=told.tobytes()))
    with CreditedImage.objects.get().file.open("rb") as file, Image.open(file) as image:
        assert not image.getexif()


def test_image_without_such_data_is_kept_byte_for_byte(editor):
    content = picture_bytes((40, 30), "PNG")
    upload_image(editor, "a.png", content)
    with CreditedImage.objects.get().file.open("rb") as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.csv", "a,ä\n".encode()),
        ("a.xlsx", b"PK\x03\x04..."),
        ("A.TXT", b"x"),
    ],
)
def test_document_is_taken(editor, name, content):
    upload_document(editor, name, content)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", SVG),
        ("a.exe", b"MZ"),
        ("a.pdf", b"<script>alert(1)</script>"),
        ("a.docx", b"MZ..."),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.txt", b"a\0b"),
        ("a.pdf.html", b"%PDF-1.7"),
        ("a", b"%PDF-1.7"),
    ],
)
def test_other_files_are_no_documents(editor, name, content):
    upload_document(editor, name, content)
    assert not Document.objects.exists()


def test_document_of_too_many_bytes_is_refused(editor, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    upload_document(editor, "a.txt", b"x" * 20)
    assert not Document.objects.exists()


@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/documents/add/"])
def test_reader_uploads_nothing(db, reader, address):
    answer = reader.post(address, {"title": "x", "file": SimpleUploadedFile("a.txt", b"x")})
    assert "/admin/login/" in answer["Location"]
    assert not Document.objects.exists()
