from django.urls import path

from agreements.cases.views import cases, thread
from agreements.contract.views import quoting, renewing
from agreements.rewards.views import correcting, lists, recording
from agreements.work.views import inspections

urlpatterns = [
    path("werk/", cases.inbox, name="inbox"),
    path("werk/aanvraag/<int:pk>/", cases.work_case, name="work_case"),
    path("werk/aanvraag/<int:pk>/voorstel/", quoting.work_quote, name="work_quote"),
    path("werk/aanvraag/<int:pk>/antwoord/", thread.work_answer, name="work_answer"),
    path("werk/aanvraag/<int:pk>/vraag/", thread.work_request_information, name="work_request_information"),
    path("werk/aanvraag/<int:pk>/verder/", thread.work_go_on, name="work_go_on"),
    path("werk/overeenkomst/<int:pk>/opnieuw/", quoting.work_hand_in_again, name="work_hand_in_again"),
    path("werk/overeenkomst/<int:pk>/nieuwe-versie/", renewing.work_new_version, name="work_new_version"),
    path("werk/overeenkomst/<int:pk>/stilleggen/", inspections.suspend, name="work_suspend"),
    path("werk/overeenkomst/<int:pk>/hervatten/", inspections.resume, name="work_resume"),
    path("werk/overeenkomst/<int:pk>/betaald/", recording.payment, name="work_payment"),
    path("werk/overeenkomst/<int:pk>/korting/", recording.lower_rent, name="work_lower_rent"),
    path("werk/overeenkomst/<int:pk>/rest/", recording.rest, name="work_rest"),
    path("werk/huurmutaties/", lists.rent_changes, name="rent_changes"),
    path("werk/huurmutaties/csv/", lists.rent_changes_file, name="rent_changes_file"),
    path("werk/huurmutatie/<int:pk>/", correcting.rent_change, name="rent_change"),
    path(
        "werk/huurmutatie/<int:pk>/verbeteren/<slug:what>/", correcting.correct_rent_change, name="rent_change_correct"
    ),
    path("werk/betalingen/", lists.payouts, name="payouts"),
    path("werk/betalingen/csv/", lists.payouts_file, name="payouts_file"),
    path("werk/betalingen/<int:year>/", lists.paid_in, name="paid_in"),
    path("werk/betalingen/<int:year>/csv/", lists.paid_in_file, name="paid_in_file"),
    path("werk/betaling/<int:pk>/", correcting.payout, name="payout"),
    path("werk/betaling/<int:pk>/verbeteren/<slug:what>/", correcting.correct_payout, name="payout_correct"),
    path("werk/verplichtingen/", lists.owed, name="obligations"),
    path("werk/verplichtingen/csv/", lists.owed_file, name="obligations_file"),
    path("werk/huurronde/", lists.next_rent_round, name="next_rent_round"),
    path("werk/huurronde/<int:year>/", lists.round_of, name="rent_round"),
    path("werk/huurronde/<int:year>/csv/", lists.rent_round_file, name="rent_round_file"),
    path("werk/huurronde/<int:year>/vaststellen/", lists.decide_increase, name="rent_round_decide"),
    path("werk/keuringen/", inspections.inspections, name="inspections"),
    path("werk/keuring/<int:pk>/", inspections.inspection, name="inspection"),
    path("werk/keuring/<int:pk>/overnemen/", inspections.take_over, name="inspection_take_over"),
]
