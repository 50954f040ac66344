from django.urls import include, path

from sideways.people.views import (
    answers,
    domains,
    emails,
    inviting,
    joining,
    operating,
    topics,
    vouching,
    you,
)

app_name = "people"


def questions(flow: str) -> list:
    """Return the same small pages, once for joining and once for changing an answer."""
    pages = [
        answers.about,
        answers.level,
        answers.workplace,
        answers.new_organisation,
        answers.district,
        answers.interests,
    ]
    return [
        path(
            f"{flow}/{page.__name__.replace('_', '-')}/",
            page,
            {"flow": flow},
            name=f"{flow}_{page.__name__}",
        )
        for page in pages
    ]


urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/declaration/", joining.declaration, name="join_declaration"),
    *questions("join"),
    path("join/invited/<str:token>/", inviting.invited, name="invited"),
    path("join/professions/", answers.professions, name="professions"),
    path("join/organisations/", answers.organisations, name="organisations_found"),
    path("you/", you.you, name="you"),
    *questions("you"),
    path("you/topics/", topics.topics, name="you_topics"),
    path("you/data/", you.data, name="data"),
    path("you/data/download/", you.download, name="download"),
    path("you/close/", you.close, name="close"),
    path("account-closed/", you.closed, name="closed"),
    path("vouches/", vouching.vouches, name="vouches"),
    path("vouches/<int:pk>/vouch/", vouching.vouch, name="vouch"),
    path("vouches/<int:pk>/decline/", vouching.decline, name="decline"),
    path("vouches/invite/", inviting.invite, name="invite"),
    path("vouches/invited/<int:pk>/take-back/", inviting.take_back, name="invitation_take_back"),
    path("vouches/invite/<str:token>/", inviting.invite_confirm, name="invite_confirm"),
    path("people/", operating.people, name="people"),
    path("people/<int:pk>/", operating.person, name="person"),
    path("people/<int:pk>/let-in/", operating.let_in, name="let_in"),
    path("people/<int:pk>/kind/", operating.kind, name="kind"),
    path("people/organisations/", operating.organisations, name="organisations"),
    path("people/organisations/<int:pk>/list/", operating.accept, name="organisation_accept"),
    path("people/organisations/<int:pk>/same/", operating.same, name="organisation_same"),
    path("people/emails/", emails.failed, name="emails"),
    path("people/emails/<int:pk>/", emails.decide, name="email_decide"),
    path("organisations/", include("sideways.people.organisation_urls")),
    path("people/domains/", domains.domains, name="domains"),
    path("people/held-domains/", operating.held_domains, name="held_domains"),
    path("people/held-domains/<str:domain>/remove/", operating.held_domain_remove, name="held_domain_remove"),
]
