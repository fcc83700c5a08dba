"""Uploaded documents: their beginning has to be that of the kind their name says."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

#: First bytes by the end of the name. Files of plain text have none; they are read through.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "odt": b"PK\x03\x04",
    "ods": b"PK\x03\x04",
    "csv": None,
    "txt": None,
}


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for documents; the name's end has been checked by the model."""

    def clean_file(self) -> UploadedFile:
        """Return the file.

        Raises:
            ValidationError: It is not what its name says.
        """
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file and not _is_what_it_says(file):
            raise ValidationError(_("This file is not what the end of its name says."))
        return file


def _is_what_it_says(file: UploadedFile) -> bool:
    kind = PurePath(file.name).suffix.lower().lstrip(".")
    if kind not in BEGINNINGS:
        return False
    beginning = BEGINNINGS[kind]
    file.seek(0)
    try:
        if beginning:
            return file.read(len(beginning)) == beginning
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return "\0" not in text
