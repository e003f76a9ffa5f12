"""Every page of the resolver, whose row its address names, and with what it is called: for tests that walk all of them."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from corporations.models import Corporation as CorporationRow
from klushuur.ground import clock
from tests import access_world

# Which row an address with a number names. A page of one tenant's case is 404 for another tenant.
ROW_OF = {
    "offer": "offer",
    "offer_budget": "offer",
    "application_begin": "offer",
    "application_step": "draft",
    "application_submit": "draft",
    "application_received": "case",
    "application": "case",
    "application_withdraw": "case",
    "application_ask": "case",
    "application_place": "case",
    "application_take_place": "case",
    "agreement_read": "agreement",
    "agreement_reward": "agreement",
    "agreement_lease_end": "agreement",
    "agreement_sign": "agreement",
    "agreement_code": "agreement",
    "agreement_signed": "agreement",
    "agreement_decline": "agreement",
    "agreement_start": "agreement",
    "agreement_suspend": "agreement",
    "agreement_resume": "agreement",
    "agreement_ready": "agreement",
    "agreement_repaired": "agreement",
    "agreement_cool_off": "agreement",
    "file": "file",
    "letters_order": "complex",
    "letter_batch": "letter_batch",
    "letter_batch_posted": "letter_batch",
    "letter_file": "letter_batch",
    "invitation_revoke": "invitation",
    "letter_again": "invitation",
    "work_offer": "draft_offer",
    "work_offer_edit": "draft_offer",
    "work_offer_publish": "draft_offer",
    "work_offer_close": "offer",
    "work_offer_place": "offer",
    "work_interest_remove": "interest",
    "work_case": "case",
    "work_take_up": "case",
    "work_answer": "case",
    "work_request_information": "case",
    "work_go_on": "case",
    "work_reject": "case",
    "work_put_on_list": "case",
    "work_quote": "case",
    "survey": "to_survey",
    "work_hand_in_again": "agreement",
    "work_suspend": "agreement",
    "work_resume": "agreement",
    "work_payment": "agreement",
    "work_lower_rent": "agreement",
    "work_rest": "agreement",
    "rent_change": "rent_change",
    "rent_change_correct": "rent_change",
    "payout": "payout",
    "payout_correct": "payout",
    "inspection": "agreement",
    "inspection_take_over": "agreement",
    "work_new_version": "agreement",
    "agreements_approve": "agreement",
    "agreements_ask_back": "agreement",
    "agreements_refuse": "agreement",
    "agreements_sign": "agreement",
    "agreements_take_over": "agreement",
    "agreements_terminate": "agreement",
    "corporations_policyversion_withdraw": "policy",
    "agreements_agreement_change": "agreement",
    "agreements_agreement_delete": "agreement",
    "agreements_agreement_history": "agreement",
}
# Pages of the admin that show no row: their lists open nothing, and nothing has a page on the site.
WITHOUT_ROW = {
    "view_on_site",
    *(
        f"corporations_{model}_{page}"
        for model in ("staffmember", "mandate", "policyversion")
        for page in ("change", "delete", "history")
    ),
}
OWN_CASE = {"draft", "case", "agreement", "file"}
EXTRA = {
    "step": "keuze",
    "app_label": "agreements",
    "url": "x",
    "content_type_id": 1,
    "year": clock.today().year,
    "what": "bedrag",
}


def _patterns(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), entry
        else:
            yield from _patterns(entry, (*names, entry.namespace) if entry.namespace else names)


EVERY_PAGE = dict(_patterns(get_resolver("klushuur.urls")))
# The admin has two without a name: a redirect and its 404.
PAGES = {name: page for name, page in EVERY_PAGE.items() if page.name}
# The stock pages of the admin, of which a manager may at most read: tests/agreements/cases/test_admin.py says which.
STOCK = re.compile(r"admin:(.*_(add|delete|history|change|changelist)|autocomplete|view_on_site|app_list)$")


def arguments(name: str, world: access_world.Corporation) -> dict[str, Any]:
    """The arguments of a page in this corporation. Raises KeyError for one that this file does not know."""
    taken: dict[str, Any] = {}
    short = name.removeprefix("admin:")
    wanted = {key for item in get_resolver("klushuur.urls").reverse_dict.getlist(name) for key in item[0][0][1]}
    if not wanted:
        wanted = set(PAGES[name].pattern.converters) | set(PAGES[name].pattern.regex.groupindex)
    for key in wanted:
        if key == "corporation":
            taken[key] = world.slug
        elif key == "style_hash":
            taken[key] = CorporationRow.objects.get(slug=world.slug).style_hash
        elif key in {"pk", "object_id"}:
            taken[key] = 1 if short in WITHOUT_ROW else world.rows[ROW_OF[short]]
        else:
            taken[key] = EXTRA[key]
    return taken
