from django.urls import path, register_converter
from django.urls.converters import StringConverter

from jobs.applications.views import applications, places
from jobs.catalogue.views import offers
from jobs.simulator.views import interests, simulator


class StepConverter(StringConverter):
    """One of the questions of an application; any other word is another page."""

    regex = "|".join(applications.STEPS)


register_converter(StepConverter, "step")

urlpatterns = [
    path("", offers.front, name="front"),
    path("aanbod/", offers.offers, name="offers"),
    path("aanbod/<int:pk>/", offers.offer, name="offer"),
    path("aanbod/<int:pk>/budget/", offers.offer_budget, name="offer_budget"),
    path("aanbod/<int:pk>/aanvragen/", applications.begin, name="application_begin"),
    path("klussimulator/", simulator.simulator, name="simulator"),
    path("klussimulator/interesse/", interests.interest, name="interest"),
    path("klussimulator/interesse/genoteerd/", interests.interest_noted, name="interest_noted"),
    path("klussimulator/interesse/weg/", interests.interest_remove, name="interest_remove"),
    path("mijn/aanvraag/<int:pk>/versturen/", applications.submit, name="application_submit"),
    path("mijn/aanvraag/<int:pk>/ontvangen/", applications.received, name="application_received"),
    path("mijn/aanvraag/<int:pk>/plek/", places.place, name="application_place"),
    path("mijn/aanvraag/<int:pk>/plek/aannemen/", places.take, name="application_take_place"),
    path("mijn/aanvraag/<int:pk>/<step:step>/", applications.step, name="application_step"),
]
