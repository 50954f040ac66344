"""Accounts, sessions, organisations: why they are kept, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

UNVERIFIED_KEPT = timedelta(days=7)
UNFINISHED_KEPT = timedelta(days=90)
INVITATIONS_KEPT = timedelta(days=30)
SESSIONS_KEPT = timedelta(days=14)
UPLOADS_KEPT = timedelta(days=1)

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what=_("E-mail address, password, ways to sign in"),
        models=(
            "account.emailaddress",
            "account.emailconfirmation",
            "mfa.authenticator",
            "socialaccount.socialaccount",
        ),
        why=_(
            "So that you can sign in. The password is stored as a hash that cannot be read back, the secret "
            "of an authenticator app is locked away."
        ),
        until=_("Until you close your account"),
        export="ways_to_sign_in",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Name, profession, level, organisation or postcode district, topics, how far you travel"),
        models=("people.person", "people.topicfollow"),
        why=_("To show you what peers at your level learned, near you"),
        until=_("Until you change it or close your account"),
        export="about_you",
        erasure=_("Emptied. An empty row stays, so that what was done to and by the account still adds up."),
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Accounts nobody finished"),
        models=(),
        why=_("So that you can go on later"),
        until=_("7 days without a confirmed address, 90 days with one"),
        export="about_you",
        erasure=_("Deleted."),
        after=UNFINISHED_KEPT,
        job="sideways.people.tasks.accounts_forget_unfinished",
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Invitations: address, name, profession, level, organisation"),
        models=("people.invitation",),
        why=_("So that somebody a broker or operator knows can join with fewer questions"),
        until=_("Until you answer, at most 30 days"),
        export="invitation",
        erasure=_("Deleted."),
        after=INVITATIONS_KEPT,
        job="sideways.people.tasks.invitations_forget",
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Where you are signed in: address and browser"),
        models=("sessions.session", "usersessions.usersession"),
        why=_("So that you can see and end your sessions"),
        until=_("Until you sign out, at most 14 days"),
        export="where_you_are_signed_in",
        erasure=_("Deleted."),
        after=SESSIONS_KEPT,
        job="sideways.people.tasks.sessions_clear",
        travels=False,  # on another machine everybody signs in again
    ),
    Kind(
        about=About.ACCOUNT,
        what=_("Whom you met here, when and how"),
        models=("people.encounter",),
        why=_("So that you are never matched or seated with the same person again"),
        until=_("Until one of you closes the account"),
        export="whom_you_met",
        erasure=_("Deleted."),
    ),
    Kind(
        about=About.RUNNING,
        what=_("Files of people or organisations sent to be imported"),
        models=(),
        why=_("So that whoever sent one can look before anything is written"),
        until=_("A day"),
        export="Not in it: what comes of the file is.",
        erasure=_("Gone within a day."),
        after=UPLOADS_KEPT,
        job="sideways.people.tasks.uploads_forget",
        travels=False,
    ),
    Kind(
        about=About.NOBODY,
        what=_("Organisations and places"),
        models=(
            "people.organisation",
            "people.organisation_successors",
            "people.organisationalias",
            "people.place",
        ),
        why=_("Mostly public lists, so that people can say where they work"),
        until=_("As long as this service. One that you proposed and nobody belongs to is deleted."),
        export="about_you",
        erasure=_("Untouched, but for one that you proposed and that nobody else belongs to: deleted."),
    ),
    Kind(
        about=About.NOBODY,
        what=_("Professions and topics to choose from"),
        models=("people.profession", "people.topic"),
        why=_("So that people can say what they do and what they want to hear about"),
        until=_("As long as this service"),
        export="Not in it: it is about nobody. What you chose is.",
        erasure=_("Untouched: it is about nobody."),
        supplied=True,
    ),
    Kind(
        about=About.NOBODY,
        what=_("E-mail domains that are held"),
        models=("people.helddomain",),
        why=_("So that an operator looks at accounts of government, inspectorates and regulators first"),
        until=_("Until an operator takes them off the list"),
        export="domains_you_hold",
        erasure=_("The list stays; nothing leads from it to you."),
    ),
    Kind(
        about=About.NOBODY,
        what=_("E-mail domains that vouch for people of an organisation"),
        models=("people.organisationdomain",),
        why=_("So that a work address lets people in without waiting for a person"),
        until=_("Until an operator takes them off the list"),
        export="domains_that_vouch",
        erasure=_("The list stays; nothing leads from it to you."),
    ),
    Kind(
        about=About.NOBODY,
        what=_("Sign-in services’ own settings and tokens"),
        models=("socialaccount.socialapp", "socialaccount.socialtoken"),
        why=_(
            "Part of the tools the program is built with. Both are empty: settings are outside the database, "
            "and tokens are not kept."
        ),
        until=_("Not kept at all"),
        export="Not in it: there is none.",
        erasure=_("Deleted with the account."),
        travels=False,
    ),
)
