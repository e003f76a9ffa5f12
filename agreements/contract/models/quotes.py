"""The calculation that an agreement is made of."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from corporations.models import Owned, PolicyVersion, StaffMember, cents, rate
from corporations.money.amounts import Amounts
from corporations.money.forms import Plan, plan
from jobs.applications.models import Application


class Quote(Owned):
    """A snapshot of the calculation. Never changes: a new calculation is a new row (a trigger keeps it so)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="quotes")
    version = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    avoided_cost = cents()
    materials_cost = cents()
    handling_cost = cents()
    risk_rate = rate()
    share = rate()
    net_saving = cents()
    budget = cents(default=Decimal(0))  # what we pay of the price differences
    surplus = cents(default=Decimal(0))  # of the price differences, what went off the reward
    bought = cents(default=Decimal(0))  # what the tenant buys himself
    reward = cents()
    rent = cents()  # kale huur when it was made
    increase_rates = ArrayField(rate())  # what was assumed of the next increases
    # the increase with which a skip or a freeze begins if the work goes as agreed, the rent before it, the rates from it on
    start_on = models.DateField()
    start_rent = cents()
    start_rates = ArrayField(rate())
    benefit = models.JSONField()  # what the tenant gains against gives (voordeeltoets)
    rows = models.JSONField()
    form_rows = models.JSONField()  # of every form that could be had: form, months, rows
    sha256 = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "version"], name="quote_version_once"),
            models.CheckConstraint(condition=Q(reward__gt=0), name="quote_reward_is_positive"),
        ]

    def __str__(self) -> str:
        return f"voorstel {self.pk}"

    @property
    def amounts(self) -> Amounts:
        """What the reward was reckoned from."""
        return Amounts.of_row(self)

    def plan(self, form: str, months: int | None = None) -> Plan:
        """The reward in this form, as of the increase with which it is expected to begin. Raises as `corporations.money.forms.plan`."""
        return plan(form=form, reward=self.reward, months=months, rent=self.start_rent, rates=self.start_rates)
