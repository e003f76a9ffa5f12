from django.urls import path

from agreements.views import cases, quoting

urlpatterns = [
    path("werk/", cases.inbox, name="inbox"),
    path("werk/aanvraag/<int:pk>/", cases.work_case, name="work_case"),
    path("werk/aanvraag/<int:pk>/voorstel/", quoting.work_quote, name="work_quote"),
    path("werk/overeenkomst/<int:pk>/opnieuw/", quoting.work_hand_in_again, name="work_hand_in_again"),
]
