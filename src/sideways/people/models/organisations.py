from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.people.levels import Service


class Place(models.Model):
    """A local authority area."""

    code = models.CharField(max_length=12, primary_key=True, help_text="the ONS code, such as E06000004")
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=60, db_index=True)
    nation = models.CharField(max_length=30)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body people work or volunteer for: dated, with successors."""

    class Standing(models.TextChoices):
        LISTED = "listed", _("Listed")
        PROPOSED = "proposed", _("Proposed by somebody who joined")

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True, help_text="the name folded for search")
    service = models.CharField(max_length=30, choices=Service)
    kind = models.CharField(max_length=80, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.LISTED)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    region = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=30, blank=True)
    outcode = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts")
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    email_domain = models.CharField(max_length=120, blank=True, db_index=True)
    uprn = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organisation_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another name of an organisation, folded for search."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "search_name"], name="alias_once_each")
        ]

    def __str__(self) -> str:
        return self.name
