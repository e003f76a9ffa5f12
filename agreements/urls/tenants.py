from django.urls import path

from agreements.cases.views import mine, thread
from agreements.contract.views import choosing, files, lease_end, signing
from agreements.work.views import working

urlpatterns = [
    path("mijn/", mine.home, name="my_home"),
    path("mijn/aanvraag/<int:pk>/", mine.case, name="application"),
    path("mijn/aanvraag/<int:pk>/intrekken/", mine.withdraw, name="application_withdraw"),
    path("mijn/aanvraag/<int:pk>/vraag/", thread.application_ask, name="application_ask"),
    path("mijn/overeenkomst/<int:pk>/", signing.read, name="agreement_read"),
    path("mijn/overeenkomst/<int:pk>/beloning/", choosing.reward, name="agreement_reward"),
    path("mijn/overeenkomst/<int:pk>/verhuizen/", lease_end.lease_end, name="agreement_lease_end"),
    path("mijn/overeenkomst/<int:pk>/tekenen/", signing.sign, name="agreement_sign"),
    path("mijn/overeenkomst/<int:pk>/afzien/", signing.decline, name="agreement_decline"),
    path("mijn/overeenkomst/<int:pk>/code/", signing.send_code, name="agreement_code"),
    path("mijn/overeenkomst/<int:pk>/getekend/", signing.signed, name="agreement_signed"),
    path("mijn/overeenkomst/<int:pk>/beginnen/", working.start, name="agreement_start"),
    path("mijn/overeenkomst/<int:pk>/stoppen/", working.suspend, name="agreement_suspend"),
    path("mijn/overeenkomst/<int:pk>/hervatten/", working.resume, name="agreement_resume"),
    path("mijn/overeenkomst/<int:pk>/klaar/", working.ready, name="agreement_ready"),
    path("mijn/overeenkomst/<int:pk>/hersteld/", working.repaired, name="agreement_repaired"),
    path("mijn/overeenkomst/<int:pk>/bedenken/", working.cool_off, name="agreement_cool_off"),
    path("bestand/<int:pk>/", files.file, name="file"),
]
