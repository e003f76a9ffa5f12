"""The document of an agreement, out of the door of every file."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from agreements.contract.models import Document
from klushuur.ground.files import files
from klushuur.ground.http import Request, access


@access("read_document")
@require_safe
def file(request: Request, pk: int) -> HttpResponse:
    """A damaged file raises: the page for errors, and not the file."""
    documents = Document.objects.visible_to(request.user).select_related("file")
    document = get_object_or_404(documents, pk=pk)
    return files.hand_out(document.file, to=request.user)
