from django.urls import path

from tenants import views

urlpatterns = [
    path("aanmelden/", views.sign_up, name="sign_up"),
    path("aanmelden/adres/", views.sign_up_address, name="sign_up_address"),
    path("aanmelden/klaar/", views.sign_up_confirm, name="sign_up_confirm"),
]
