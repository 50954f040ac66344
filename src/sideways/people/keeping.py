"""Accounts, sessions, organisations: why they are kept, and for how long."""

from datetime import timedelta

from sideways.common.retention import About, Kind

UNVERIFIED_KEPT = timedelta(days=7)
UNFINISHED_KEPT = timedelta(days=90)
INVITATIONS_KEPT = timedelta(days=30)
SESSIONS_KEPT = timedelta(days=14)
UPLOADS_KEPT = timedelta(days=1)

KINDS = (
    Kind(
        about=About.ACCOUNT,
        what="E-mail address, password, ways to sign in",
        models=(
            "account.emailaddress",
            "account.emailconfirmation",
            "mfa.authenticator",
            "socialaccount.socialaccount",
        ),
        why="So that you can sign in. The password is stored as a hash that cannot be read back, the secret "
        "of an authenticator app is locked away.",
        until="Until you close your account",
        export="ways_to_sign_in",
        erasure="Deleted.",
    ),
    Kind(
        about=About.ACCOUNT,
        what="Name, profession, level, organisation or postcode district, topics, how far you travel",
        models=("people.person", "people.topicfollow"),
        why="To show you what peers at your level learned, near you",
        until="Until you change it or close your account",
        export="about_you",
        erasure="Emptied. An empty row stays, so that what was done to and by the account still adds up.",
    ),
    Kind(
        about=About.ACCOUNT,
        what="Accounts nobody finished",
        models=(),
        why="So that you can go on later",
        until="7 days without a confirmed address, 90 days with one",
        export="about_you",
        erasure="Deleted.",
        after=UNFINISHED_KEPT,
        job="sideways.people.tasks.accounts_forget_unfinished",
    ),
    Kind(
        about=About.ACCOUNT,
        what="Invitations: address, name, profession, level, organisation",
        models=("people.invitation",),
        why="So that somebody a broker or operator knows can join with fewer questions",
        until="Until you answer, at most 30 days",
        export="invitation",
        erasure="Deleted.",
        after=INVITATIONS_KEPT,
        job="sideways.people.tasks.invitations_forget",
    ),
    Kind(
        about=About.ACCOUNT,
        what="Where you are signed in: address and browser",
        models=("sessions.session", "usersessions.usersession"),
        why="So that you can see and end your sessions",
        until="Until you sign out, at most 14 days",
        export="where_you_are_signed_in",
        erasure="Deleted.",
        after=SESSIONS_KEPT,
        job="sideways.people.tasks.sessions_clear",
        travels=False,  # on another machine everybody signs in again
    ),
    Kind(
        about=About.RUNNING,
        what="Files of people or organisations sent to be imported",
        models=(),
        why="So that whoever sent one can look before anything is written",
        until="A day",
        export="Not in it: what comes of the file is.",
        erasure="Gone within a day.",
        after=UPLOADS_KEPT,
        job="sideways.people.tasks.uploads_forget",
        travels=False,
    ),
    Kind(
        about=About.NOBODY,
        what="Organisations and places",
        models=(
            "people.organisation",
            "people.organisation_successors",
            "people.organisationalias",
            "people.place",
        ),
        why="Mostly public lists, so that people can say where they work",
        until="As long as this service. One that you proposed and nobody belongs to is deleted.",
        export="about_you",
        erasure="Untouched, but for one that you proposed and that nobody else belongs to: deleted.",
    ),
    Kind(
        about=About.NOBODY,
        what="Professions and topics to choose from",
        models=("people.profession", "people.topic"),
        why="So that people can say what they do and what they want to hear about",
        until="As long as this service",
        export="Not in it: it is about nobody. What you chose is.",
        erasure="Untouched: it is about nobody.",
        supplied=True,
    ),
    Kind(
        about=About.NOBODY,
        what="E-mail domains that are held",
        models=("people.helddomain",),
        why="So that an operator looks at accounts of government, inspectorates and regulators first",
        until="Until an operator takes them off the list",
        export="domains_you_hold",
        erasure="The list stays; nothing leads from it to you.",
    ),
    Kind(
        about=About.NOBODY,
        what="E-mail domains that vouch for people of an organisation",
        models=("people.organisationdomain",),
        why="So that a work address lets people in without waiting for a person",
        until="Until an operator takes them off the list",
        export="domains_that_vouch",
        erasure="The list stays; nothing leads from it to you.",
    ),
    Kind(
        about=About.NOBODY,
        what="Sign-in services’ own settings and tokens",
        models=("socialaccount.socialapp", "socialaccount.socialtoken"),
        why="Part of the tools the program is built with. Both are empty: settings are outside the database, "
        "and tokens are not kept.",
        until="Not kept at all",
        export="Not in it: there is none.",
        erasure="Deleted with the account.",
        travels=False,
    ),
)
