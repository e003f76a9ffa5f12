"""A file that somebody sends, as a field of a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File as Upload
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from klushuur.ground.files import files
from klushuur.ground.files.media import EXTENSIONS


class SentFileField(forms.FileField):
    """A photo or a PDF. Cleaned it is the upload itself, for `files.receive`."""

    default_error_messages = {
        "too_large": _("Dit bestand is te groot. Stuur een bestand van hooguit %(most)s."),
        "unknown_type": _("Dit bestand kunnen wij niet openen. Stuur een foto (JPEG, PNG, WebP of HEIC) of een PDF."),
    }

    def to_python(self, data: "Upload[Any] | None") -> "Upload[Any] | None":
        """Raises ValidationError with the code of what is wrong: too_large, unknown_type, or those of Django (empty)."""
        sent = super().to_python(data)
        if not isinstance(sent, UploadedFile):
            return sent
        try:
            files.check_sent(sent)
        except files.Refused as refused:
            most = {"most": filesizeformat(files.MOST_BYTES)}
            raise ValidationError(self.error_messages[refused.code], code=refused.code, params=most) from refused
        return sent

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What a phone offers to choose from; a browser that does not know the word shows everything."""
        return super().widget_attrs(widget) | {"accept": ",".join(EXTENSIONS)}
