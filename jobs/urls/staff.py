from django.urls import path

from jobs.applications.views import staff_cases
from jobs.catalogue.views import staff_offers
from jobs.simulator.views import interests
from jobs.surveys import views

urlpatterns = [
    path("werk/aanbod/", staff_offers.work_offers, name="work_offers"),
    path("werk/aanbod/nieuw/", staff_offers.work_offer_new, name="work_offer_new"),
    path("werk/aanbod/rekenen/", staff_offers.work_offer_sum, name="work_offer_sum"),
    path("werk/aanbod/<int:pk>/", staff_offers.work_offer, name="work_offer"),
    path("werk/aanbod/<int:pk>/wijzigen/", staff_offers.work_offer_edit, name="work_offer_edit"),
    path("werk/aanbod/<int:pk>/publiceren/", staff_offers.work_offer_publish, name="work_offer_publish"),
    path("werk/aanbod/<int:pk>/sluiten/", staff_offers.work_offer_close, name="work_offer_close"),
    path("werk/aanbod/<int:pk>/plek/", staff_offers.work_offer_place, name="work_offer_place"),
    path("werk/belangstelling/", interests.work_interests, name="work_interests"),
    path("werk/belangstelling/<int:pk>/weggooien/", interests.work_interest_remove, name="work_interest_remove"),
    path("werk/aanvraag/<int:pk>/oppakken/", staff_cases.work_take_up, name="work_take_up"),
    path("werk/aanvraag/<int:pk>/wachtlijst/", staff_cases.work_put_on_list, name="work_put_on_list"),
    path("werk/aanvraag/<int:pk>/afwijzen/", staff_cases.work_reject, name="work_reject"),
    path("werk/opnames/", views.surveys, name="surveys"),
    path("werk/opname/<int:pk>/", views.survey, name="survey"),
]
