"""Who may do what, written by hand: to be read by a person in a review, and compared with what the code says and does.

Nothing here is computed. tests/test_access.py compares these tables with the table of the code, with what each page
declares, and with what each page answers to each role; so does every other test that has to know whom a page is for.
"""

# x: may. What the words mean stands in corporations/models/roles.py.
ABILITIES = """
                        tenant   officer   inspector   manager   finance   operator
see_own_case               x        .          .          .         .         .
apply                      x        .          .          .         .         .
sign                       x        .          .          .         .         .
do_the_job                 x        .          .          .         .         .

read_document              x        x          x          x         x         .

work_here                  .        x          x          x         x         .
see_case                   .        x          .          x         .         .
see_offers                 .        x          .          x         .         .

publish_offer              .        x          .          .         .         .
send_letters               .        x          .          .         .         .
see_interests              .        x          .          .         .         .
handle_application         .        x          .          .         .         .
make_quote                 .        x          .          .         .         .
stop_work                  .        x          .          .         .         .

survey                     .        .          x          .         .         .
inspect                    .        .          x          .         .         .
take_over                  .        .          x          .         .         .

approve                    .        .          .          x         .         .
sign_for_corporation       .        .          .          x         .         .
end_agreement              .        .          .          x         .         .
use_admin                  .        .          .          x         .         .
see_staff                  .        .          .          x         .         .
edit_policy                .        .          .          x         .         .

see_money                  .        .          .          .         x         .
record_money               .        .          .          .         x         .
decide_increase            .        .          .          .         x         .
"""

# What a page asks. A page of the admin (admin:…) asks "use_admin" besides.
PAGES = {
    # everybody, without an account
    "anyone": """
        home health security_txt set_language house_style
        account_login account_logout account_request_login_code account_confirm_login_code
        account_inactive account_signup account_reset_password mfa_authenticate
        front offers offer offer_budget simulator interest interest_noted interest_remove
        sign_up sign_up_address
    """,
    # whoever has an account, about that account alone
    "signed_in": """
        account_reauthenticate sign_up_confirm
        mfa_index mfa_reauthenticate mfa_activate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
    """,
    # a tenant, about the own home
    "see_own_case": """
        my_home application application_received application_place
        agreement_read agreement_signed agreement_lease_end
    """,
    "apply": """
        application_begin application_step application_submit application_ask
        application_take_place application_withdraw
    """,
    "sign": "agreement_reward agreement_code agreement_sign agreement_decline agreement_cool_off",
    "do_the_job": "agreement_start agreement_suspend agreement_resume agreement_ready agreement_repaired",
    "read_document": "file",
    # the officer
    "work_here": "inbox",
    "see_case": """
        work_case
        admin:agreements_agreement_changelist admin:agreements_agreement_change
        admin:agreements_agreement_add admin:agreements_agreement_delete admin:agreements_agreement_history
    """,
    "see_offers": "work_offers work_offer",
    "publish_offer": "work_offer_new work_offer_edit work_offer_sum work_offer_publish work_offer_close",
    "send_letters": """
        letters letters_order letter_batch letter_batch_posted letter_file letter_again invitation_revoke
    """,
    "see_interests": "work_interests work_interest_remove",
    "handle_application": """
        work_take_up work_answer work_request_information work_go_on work_put_on_list work_offer_place work_reject
    """,
    "make_quote": "work_quote work_hand_in_again work_new_version",
    "stop_work": "work_suspend work_resume",
    # the inspector
    "survey": "surveys survey",
    "inspect": "inspections inspection",
    "take_over": "inspection_take_over",
    # the manager
    "approve": "admin:agreements_approve admin:agreements_ask_back admin:agreements_refuse",
    "sign_for_corporation": "admin:agreements_sign",
    "end_agreement": "admin:agreements_take_over admin:agreements_terminate",
    "use_admin": """
        admin: admin:index admin:app_list admin:login admin:logout admin:password_change admin:password_change_done
        admin:autocomplete admin:jsi18n admin:view_on_site
    """,
    "see_staff": """
        admin:corporations_staffmember_changelist admin:corporations_staffmember_change
        admin:corporations_staffmember_add admin:corporations_staffmember_delete
        admin:corporations_staffmember_history
        admin:corporations_mandate_changelist admin:corporations_mandate_change
        admin:corporations_mandate_add admin:corporations_mandate_delete admin:corporations_mandate_history
    """,
    "edit_policy": """
        admin:corporations_policyversion_changelist admin:corporations_policyversion_change
        admin:corporations_policyversion_add admin:corporations_policyversion_delete
        admin:corporations_policyversion_history
        admin:corporations_policyversion_new admin:corporations_policyversion_compare
        admin:corporations_policyversion_keep admin:corporations_policyversion_withdraw
    """,
    # finance
    "see_money": """
        rent_changes rent_changes_file rent_change payouts payouts_file payout
        obligations obligations_file paid_in paid_in_file
        next_rent_round rent_round rent_round_file
    """,
    "record_money": "work_payment work_lower_rent work_rest rent_change_correct payout_correct",
    "decide_increase": "rent_round_decide",
}


def _read(grid: str) -> dict[str, frozenset[str]]:
    """The roles of each ability."""
    head, *lines = (line.split() for line in grid.splitlines() if line.strip())
    return {
        ability: frozenset(role for role, cell in zip(head, cells, strict=True) if cell == "x")
        for ability, *cells in lines
    }


ROLES_WITH = _read(ABILITIES)
ASKED_BY = {name: ability for ability, names in PAGES.items() for name in names.split()}


def may_open(name: str) -> frozenset[str]:
    """The roles that a page is for; {"anyone"} or {"signed_in"} when it asks no ability. Raises KeyError for a page that is not above."""
    asked = ASKED_BY[name]
    roles = ROLES_WITH.get(asked, frozenset({asked}))
    return roles & ROLES_WITH["use_admin"] if name.startswith("admin:") else roles
