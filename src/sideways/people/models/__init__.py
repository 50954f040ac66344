from sideways.people.models.organisations import Organisation, OrganisationAlias, Place
from sideways.people.models.persons import Person, Topic
from sideways.people.models.professions import Profession

__all__ = ["Organisation", "OrganisationAlias", "Person", "Place", "Profession", "Topic"]
