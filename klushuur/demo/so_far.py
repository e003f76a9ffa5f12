"""How far the story of the demo has come: what one step leaves for the next."""

from pathlib import Path

from agreements.contract.models import Agreement, Document
from corporations.models import Corporation, StaffMember
from jobs.applications.models import Application
from jobs.offers.models import Offer


class Story:
    """What one step leaves for the next. out: the folder for the document and the mails, emptied of an earlier story's."""

    corporation: Corporation
    officer: StaffMember
    inspector: StaffMember
    manager: StaffMember
    finance: StaffMember
    offer: Offer
    application: Application
    document: Document

    def __init__(self, out: Path) -> None:
        self.out = out

    def agreement(self) -> Agreement:
        """As it stands now, read anew as each page does."""
        return Agreement.objects.with_case().get(application=self.application)
