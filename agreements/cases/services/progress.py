"""A tenant's cases as they stand: the application, its agreement and who must still sign."""

from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.contract.models import Agreement, Document
from agreements.contract.statuses import DESCRIBED as OF_AGREEMENT
from agreements.contract.statuses import NEVER_SIGNED, AgreementStatus
from corporations.models import LeaseParty
from jobs.applications.models import FINAL, Application
from jobs.applications.statuses import DESCRIBED as OF_APPLICATION
from jobs.applications.statuses import STOPPED, ApplicationStatus
from klushuur.ground.accounts.models import User


@dataclass(frozen=True)
class TenantCase:
    """Rows that belong together, and where they stand for this party of the lease."""

    application: Application
    agreement: Agreement | None  # the last one
    unsigned: list[LeaseParty]
    party: LeaseParty | None
    document: Document | None

    @property
    def stage(self) -> str:
        """One of STEPS or BESIDE, or STOPPED."""
        first = OF_APPLICATION[ApplicationStatus(self.application.status)].step
        if first == "waiting" and self.application.holds_place:
            return "place"
        if self.agreement is None or first == STOPPED:  # refused or withdrawn, whatever became of the agreement
            return first
        if self.agreement.status == AgreementStatus.OFFERED and self.party not in self.unsigned:
            return "others_sign" if self.unsigned else "we_sign"
        return OF_AGREEMENT[AgreementStatus(self.agreement.status)].step

    @property
    def is_open(self) -> bool:
        """Whether something can still happen in it."""
        return self.stage not in {STOPPED, "finished"}

    @property
    def may_withdraw(self) -> bool:
        """Until the corporation has signed too."""
        return (self.agreement is None or self.agreement.can("withdraw")) and self.application.can("withdraw")


def leads(application: Application, agreement: Agreement) -> bool:
    """Whether the agreement tells where the case stands. Where the application stopped it does so only when it ended by itself."""
    ended = agreement.status not in NEVER_SIGNED or agreement.status == AgreementStatus.EXPIRED
    return ended or agreement.was_refused_by_tenant or application.status not in FINAL


def cases_of(user: User, **which: object) -> list[TenantCase]:
    """The cases of the user's lease, the newest first; as many queries for one as for thirty. which: look-ups, to narrow it."""
    agreements = Agreement.objects.defer("text").select_related("quote").order_by("pk")
    rows = Application.objects.visible_to(user).with_case().filter(**which).order_by("-begun_at", "-pk")
    rows = rows.select_related("survey").prefetch_related(
        "choices",
        "lease__parties",
        Prefetch("agreements", agreements.prefetch_related("signatures", "documents")),
    )
    return [_case(application, user) for application in rows]


def _case(application: Application, user: User) -> TenantCase:
    # All from what was prefetched: a filter here would be a query for every case.
    agreement = max(application.agreements.all(), key=lambda one: one.pk, default=None)
    parties = sorted(application.lease.parties.all(), key=lambda party: party.pk)
    party = next((one for one in parties if one.user_id == user.pk), None)
    if agreement is None:
        return TenantCase(application, None, unsigned=[], party=party, document=None)
    signed = {row.party_id for row in agreement.signatures.all() if row.text_sha256 == agreement.text_sha256}
    documents = [one for one in agreement.documents.all() if one.version == agreement.version]
    unsigned = [one for one in parties if one.pk not in signed]
    return TenantCase(
        application, agreement, unsigned=unsigned, party=party, document=documents[0] if documents else None
    )
