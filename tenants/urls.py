from django.urls import path

from tenants.views import letters, sign_up

urlpatterns = [
    path("aanmelden/", sign_up.sign_up, name="sign_up"),
    path("aanmelden/adres/", sign_up.sign_up_address, name="sign_up_address"),
    path("aanmelden/klaar/", sign_up.sign_up_confirm, name="sign_up_confirm"),
    path("werk/brieven/", letters.letters, name="letters"),
    path("werk/brieven/complex/<int:pk>/", letters.letters_order, name="letters_order"),
    path("werk/brieven/<int:pk>/", letters.letter_batch, name="letter_batch"),
    path("werk/brieven/<int:pk>/op-de-post/", letters.letter_batch_posted, name="letter_batch_posted"),
    path("werk/codes/<int:pk>/trek-in/", letters.invitation_revoke, name="invitation_revoke"),
    path("werk/codes/<int:pk>/nieuwe-brief/", letters.letter_again, name="letter_again"),
    path("bestand/brieven/<int:pk>/", letters.letter_file, name="letter_file"),
]
