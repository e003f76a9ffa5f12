from allauth.account.forms import LoginForm, RequestLoginCodeForm
from django.utils.translation import gettext_lazy as _

from klushuur.accounts.models import Kind, User


class RequestCodeForm(RequestLoginCodeForm):
    """For tenants. Staff get a mail that says to use their password; the page answers the same to everybody."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Uw e-mailadres")
        self.fields["email"].error_messages["required"] = _("Typ uw e-mailadres.")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email: str = super().clean_email()
        user = self._user
        if user is not None and user.kind != Kind.TENANT:
            self._user: User | None = None
        return email


class StaffLoginForm(LoginForm):
    """For staff: an e-mail address and a password, and then the second factor."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mailadres")
        self.fields["password"].label = _("Wachtwoord")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
