from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from klushuur.ground.typed.typed import address


class UserKind(models.TextChoices):
    """What somebody is here; an account is of one kind."""

    TENANT = "tenant"
    STAFF = "staff"
    OPERATOR = "operator"


class UserManager(BaseUserManager["User"]):
    """How accounts are made and found; an address is kept in small letters."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an address, however it was typed. Raises User.DoesNotExist."""
        return self.get(email__iexact=address(username or ""))

    def create_user(self, email: str, *, kind: str, scope_id: int | None = None, password: str | None = None) -> "User":
        """A new account; without a password it signs in by code only."""
        user = self.model(email=address(email), kind=kind, scope_id=scope_id)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def make_if_new(self, email: str, *, kind: str, language: str) -> None:
        """An account without a password, unless the address has one: one question to the database either way."""
        user = self.model(email=email, kind=kind, language=language)
        user.set_unusable_password()
        self.bulk_create([user], ignore_conflicts=True)

    def create_superuser(self, email: str, password: str, **_: object) -> "User":
        """The platform operator: runs the installation, sees no tenant's data."""
        return self.create_user(email, kind=UserKind.OPERATOR, password=password)


class User(AbstractBaseUser):
    """An account: an e-mail address and a kind. Who it is for a corporation, the corporation's own rows say."""

    email = models.EmailField(unique=True)
    kind = models.CharField(max_length=10, choices=UserKind)
    scope_id = models.IntegerField(null=True, blank=True)  # staff: their one corporation
    language = models.CharField(max_length=5, default="nl")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            # however it was typed: for people it is one address
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=Q(kind="staff", scope_id__isnull=False) | (~Q(kind="staff") & Q(scope_id__isnull=True)),
                name="user_scope_is_for_staff",
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    # What Django's admin asks. Which pages and rows a person gets, the admin's own classes decide.
    @property
    def is_staff(self) -> bool:
        """Whether it is of somebody who works for a corporation; which pages that gives, the roles say."""
        return self.is_active and self.kind == UserKind.STAFF

    @property
    def is_superuser(self) -> bool:
        """Nobody: no account may do everything."""
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """None of Django's permissions exist here."""
        return False

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        """As `has_perm`."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`."""
        return False
