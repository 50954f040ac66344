from sideways.people.models.domains import HeldDomain, OrganisationDomain
from sideways.people.models.encounters import Encounter
from sideways.people.models.invitations import Invitation
from sideways.people.models.organisations import Organisation, OrganisationAlias, Place
from sideways.people.models.persons import Person, Topic, TopicFollow
from sideways.people.models.professions import Profession

__all__ = [
    "Encounter",
    "HeldDomain",
    "Invitation",
    "Organisation",
    "OrganisationAlias",
    "OrganisationDomain",
    "Person",
    "Place",
    "Profession",
    "Topic",
    "TopicFollow",
]
