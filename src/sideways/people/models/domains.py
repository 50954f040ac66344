from django.conf import settings
from django.db import models

from sideways.people.models.organisations import Organisation


class HeldDomain(models.Model):
    """An e-mail domain an operator has added to the list of those that are held."""

    domain = models.CharField(max_length=120, primary_key=True)
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class OrganisationDomain(models.Model):
    """An e-mail domain whose confirmed addresses vouch for people of an organisation, as an operator says.

    It stands beside ``Organisation.email_domain``, which comes with a list of organisations.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=120, db_index=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "domain"], name="organisation_domain_once_each")
        ]

    def __str__(self) -> str:
        return self.domain
