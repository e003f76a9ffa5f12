from django.urls import path

from agreements.views import cases, judging, quoting, renewing, rewards, thread

urlpatterns = [
    path("werk/", cases.inbox, name="inbox"),
    path("werk/aanvraag/<int:pk>/", cases.work_case, name="work_case"),
    path("werk/aanvraag/<int:pk>/voorstel/", quoting.work_quote, name="work_quote"),
    path("werk/aanvraag/<int:pk>/antwoord/", thread.work_answer, name="work_answer"),
    path("werk/aanvraag/<int:pk>/vraag/", thread.work_request_information, name="work_request_information"),
    path("werk/aanvraag/<int:pk>/verder/", thread.work_go_on, name="work_go_on"),
    path("werk/overeenkomst/<int:pk>/opnieuw/", quoting.work_hand_in_again, name="work_hand_in_again"),
    path("werk/overeenkomst/<int:pk>/nieuwe-versie/", renewing.work_new_version, name="work_new_version"),
    path("werk/overeenkomst/<int:pk>/stilleggen/", judging.suspend, name="work_suspend"),
    path("werk/overeenkomst/<int:pk>/hervatten/", judging.resume, name="work_resume"),
    path("werk/overeenkomst/<int:pk>/betaald/", rewards.payment, name="work_payment"),
    path("werk/overeenkomst/<int:pk>/korting/", rewards.lower_rent, name="work_lower_rent"),
    path("werk/overeenkomst/<int:pk>/rest/", rewards.rest, name="work_rest"),
    path("werk/keuringen/", judging.inspections, name="inspections"),
    path("werk/keuring/<int:pk>/", judging.inspection, name="inspection"),
    path("werk/keuring/<int:pk>/overnemen/", judging.take_over, name="inspection_take_over"),
]
