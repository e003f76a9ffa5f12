"""Who may do what: the one table of role × ability, which every page, action, notice and template asks.

A new role is a line in `Role` and a row in `TABLE`. tests/who_may_what.py has both once more, written by hand.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klushuur.ground.accounts.models import UserKind


class Role(models.TextChoices):
    """The hats that a corporation gives its staff, as they are stored."""

    OFFICER = "officer", _("woonconsulent")
    INSPECTOR = "inspector", _("opzichter")
    MANAGER = "manager", _("manager")
    FINANCE = "finance", _("financiën")


ABILITIES = {
    # of a tenant
    "see_own_case": "see what the own home was offered, asked and agreed",
    "apply": "ask for a job: answer the questions, hand it in, take a place, withdraw it",
    "sign": "agree: choose the form of the reward and sign, or decline and think better of it",
    "do_the_job": "begin, stop for a while, go on, and say that it is ready",
    # of both sides
    "read_document": "open the document of an agreement",
    # of staff, from the first look to the end
    "work_here": "come into the workspace, and see of an offer what staff see",
    "see_case": "see a whole case: tenant, home, thread, amounts, history",
    "see_offers": "see the offers at work, drafts too, with their waiting lists",
    "publish_offer": "make an offer, publish it and close it",
    "send_letters": "send letters with codes to sign up, and take codes back",
    "see_interests": "see who left an address in the simulator, and throw it away",
    "handle_application": "take up an application, talk with the tenant, put it on the list, refuse it",
    "make_quote": "give a place with a proposal, and make the proposal anew",
    "survey": "look at a home before the job, and record what was seen",
    "approve": "approve a proposal within the mandate, ask it back, refuse it",
    "sign_for_corporation": "sign an agreement for the corporation",
    "stop_work": "stop the work for a while, and let it go on",
    "inspect": "look at finished work: accept it, or have it mended",
    "take_over": "take over the work on the spot",
    "end_agreement": "end an agreement, or have its work taken over, from the desk",
    "see_money": "see and download what is booked, paid and owed, of everybody",
    "record_money": "record that a reward was paid or a rent lowered, and correct it",
    "decide_increase": "decide the annual increase of the rents",
    "use_admin": "come into the admin, whose pages ask for an ability of their own besides",
    "see_staff": "see who works here, in which role, with which mandate",
    "edit_policy": "make the corporation's policy, and take it back before it begins",
}


def _row(*abilities: str) -> frozenset[str]:
    """The abilities of a role. Raises ValueError for one that is not in the list above."""
    if unknown := set(abilities) - set(ABILITIES):
        raise ValueError(f"no such ability: {sorted(unknown)}")
    return frozenset(abilities)


TABLE: dict[str, frozenset[str]] = {
    UserKind.TENANT: _row("see_own_case", "apply", "sign", "do_the_job", "read_document"),
    Role.OFFICER: _row(
        "work_here",
        "see_case",
        "see_offers",
        "publish_offer",
        "send_letters",
        "see_interests",
        "handle_application",
        "make_quote",
        "stop_work",
        "read_document",
    ),
    Role.INSPECTOR: _row("work_here", "survey", "inspect", "take_over", "read_document"),
    Role.MANAGER: _row(
        "work_here",
        "see_case",
        "see_offers",
        "approve",
        "sign_for_corporation",
        "end_agreement",
        "read_document",
        "use_admin",
        "see_staff",
        "edit_policy",
    ),
    Role.FINANCE: _row("work_here", "see_money", "record_money", "decide_increase", "read_document"),
    UserKind.OPERATOR: _row(),  # runs the installation, and sees no page of a corporation but the public ones
}
