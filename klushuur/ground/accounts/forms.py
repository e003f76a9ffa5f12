from typing import TYPE_CHECKING

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, ReauthenticateForm, RequestLoginCodeForm
from allauth.core import context
from allauth.mfa import app_settings as mfa
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from klushuur.ground.accounts import devices, limits
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.typed.fields import AddressField, CodeField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_PASSWORD = 128  # nothing longer is hashed


def password_field(help_text: "StrOrPromise") -> forms.CharField:
    """A password to sign in with, never to choose one. No sign of it is changed: each of them counts."""
    return forms.CharField(
        label=_("Wachtwoord"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "maxlength": False}),
        error_messages={
            "required": _("Typ uw wachtwoord."),
            "max_length": _("Uw wachtwoord is te lang. Een wachtwoord heeft hier ten hoogste 128 tekens."),
        },
        help_text=help_text,
    )


def code_field(label: "StrOrPromise", *, required: "StrOrPromise", help_text: "StrOrPromise" = "") -> CodeField:
    """Six digits out of a mail or an app."""
    return CodeField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": required},
    )


def _app_code_field(theirs: type[forms.Form]) -> CodeField:
    """Ours in the place of the library's, with its label; a spare code has eight digits, and comes through here too."""
    label = theirs.base_fields["code"].label or ""
    return code_field(label, required=_("Typ de 6 cijfers uit de app, of een reservecode."))


class RequestCodeForm(RequestLoginCodeForm):
    """For tenants. Staff get a mail that says to use their password; the page answers the same to everybody."""

    use_required_attribute = False
    email = AddressField(label=_("Uw e-mailadres"))

    def clean_email(self) -> str:
        """Counted first; then who has the address, if it is a tenant's."""
        email: str = self.cleaned_data["email"]
        if not limits.allowed(context.request, "request_login_code", key=devices.counted_as(context.request, email)):
            message = _(
                "U hebt net al een paar keer een code gevraagd. Wacht een kwartier en probeer het dan nog een keer."
            )
            raise forms.ValidationError(message, code="often")
        tenants = User.objects.filter(email=email, is_active=True, kind=UserKind.TENANT)
        self._user: User | None = tenants.first()
        return email


class ConfirmCodeForm(ConfirmLoginCodeForm):
    """The code from the mail: 5 tries a code and 15 an hour for an address, however many visitors share them."""

    use_required_attribute = False
    code = code_field(_("Toegangscode"), required=_("Typ de code uit onze mail."))

    def __init__(self, *args: object, email: str, asked_at: float, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.counted_as = devices.counted_as(context.request, email)
        self.asked_at = asked_at

    def clean_code(self) -> str:
        request = context.request
        is_counted = limits.allowed(request, "sign_in_code", key=f"{self.counted_as} {self.asked_at}")
        if not is_counted or not limits.allowed(request, "sign_in_code_tried", key=self.counted_as):
            message = _("U hebt te vaak een code geprobeerd. Wacht een uur en vraag dan een nieuwe code.")
            raise forms.ValidationError(message, code="often")
        code: str = super().clean_code()
        return code


class StaffLoginForm(LoginForm):
    """For staff: an e-mail address and a password, and then the second factor."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField(label=_("E-mailadres"))
        self.fields["password"] = password_field(self.fields["password"].help_text)


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that asks for it."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(self.fields["password"].help_text)


class _OnceOnly:
    """A code of the app works once. The library remembers a used one for 30 seconds, and it is good for 90."""

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError as error:
            raise self._refusal() if error.code == "incorrect_code" else error from error
        seconds = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        # `add`, and no look before it: of two at once, one is first
        if not cache.add(f"second-factor:{self.user.pk}:{code}", 1, timeout=seconds):  # type: ignore[attr-defined]
            raise self._refusal()
        return code

    def _refusal(self) -> forms.ValidationError:
        message = _("Deze code is niet goed, of al gebruikt. Wacht op de volgende code in de app en typ die.")
        return forms.ValidationError(message, code="incorrect_code")


class SecondFactorFirstForm(_OnceOnly, ActivateTOTPForm):
    """The first code of an app: it shows that the app has our secret, and then signs nobody in a second time."""

    use_required_attribute = False
    code = _app_code_field(ActivateTOTPForm)


class SecondFactorForm(_OnceOnly, second_factor.AuthenticateForm):
    """The code of the app, at the sign-in."""

    use_required_attribute = False
    code = _app_code_field(second_factor.AuthenticateForm)


class SecondFactorAgainForm(_OnceOnly, second_factor.ReauthenticateForm):
    """The code of the app once more, before what binds the corporation."""

    use_required_attribute = False
    code = _app_code_field(second_factor.ReauthenticateForm)
