"""Keeping what a job type says, so that a case goes on with what it began with."""

import hashlib
import json

from django.db import transaction

from jobs.offers.models import JobType, JobTypeVersion, KeptText
from klushuur.ground import clock


@transaction.atomic
def version_of(job_type: JobType) -> JobTypeVersion:
    """The job type as it is now, as a row that never changes. The same words, term and drawing are the same row. Two queries."""
    kept = {
        "investment_months": job_type.investment_months,
        "drawing": job_type.drawing,
        "texts": _texts(job_type),
    }
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    version, _is_new = JobTypeVersion.objects.get_or_create(
        corporation_id=job_type.corporation_id,
        job_type=job_type,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        defaults=kept | {"made_at": clock.now()},
    )
    return version


def _texts(job_type: JobType) -> dict[str, list[KeptText]]:
    """Its texts by place, each place in order."""
    found: dict[str, list[KeptText]] = {}
    for one in job_type.texts.order_by("place", "position"):
        found.setdefault(one.place, []).append({"nl": one.text, "en": one.text_en})
    return found
