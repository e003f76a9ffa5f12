"""Paths are Dutch and stable; the language of a page is the reader's."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.conf.urls.i18n import urlpatterns as language
from django.contrib import admin
from django.urls import include, path

from klushuur import pages
from klushuur.ground.accounts import views

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("signup/", pages.how_to_sign_up, name="account_signup"),
    path("password/reset/", pages.how_to_reset, name="account_reset_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", views.activate_totp, name="mfa_activate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include(accounts)),
    path("taal/", include(language)),
    path("gezondheid/", pages.health, name="health"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("", include("corporations.urls")),
    path("<slug:corporation>/", include("tenants.urls")),
    path("<slug:corporation>/", include("jobs.urls")),
    path("<slug:corporation>/", include("agreements.urls")),
]

handler400 = "klushuur.pages.bad_request"
handler403 = "klushuur.pages.forbidden"
handler404 = "klushuur.pages.not_found"
handler500 = "klushuur.pages.server_error"
