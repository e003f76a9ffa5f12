from django.db import models


class Clock(models.Model):
    """How many days the demo's clock is ahead: one row."""

    days = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"+{self.days}"


class Letter(models.Model):
    """The letter that the demo's tenant finds on the mat, with its code: an installation keeps only a hash."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=100)
    postal_line = models.CharField(max_length=100)
    code = models.CharField(max_length=20)
    party_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.slug
