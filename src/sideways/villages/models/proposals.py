import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sideways.meetings.models import Meeting
from sideways.people.models import Organisation, Person
from sideways.villages.models.projects import Project


class Proposal(models.Model):
    """That somebody takes one of the three roles of a project: proposed, accepted, or over.

    ``project_says`` is the answer of whoever made the project, ``other_says`` that of the other side: the
    mentor, whoever made the peer project, or the one at the support body who confirms. A proposal that
    waits is over at ``ends_at`` whatever was answered: nobody can tell a refusal from silence. One that was
    taken back is over too, and looks as if its time were.
    """

    class Role(models.TextChoices):
        MENTOR = "mentor", _("Mentor")
        SUPPORT = "support", _("Support body")
        PEER = "peer", _("Peer project")

    class Answer(models.TextChoices):
        NONE = "none", _("Not answered")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for answers")
        ACCEPTED = "accepted", _("Accepted")
        OVER = "over", _("Over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="proposals")
    role = models.CharField(max_length=7, choices=Role)
    asked_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals_made",
        help_text="who can take it back: whoever keeps the project, or a broker",
    )
    other = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals_received"
    )
    peer = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals_as_peer"
    )
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="projects_supported"
    )
    project_says = models.CharField(max_length=4, choices=Answer, default=Answer.NONE)
    other_says = models.CharField(max_length=4, choices=Answer, default=Answer.NONE)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    proposed_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )

    class Meta:
        ordering = ["-proposed_at", "pk"]
        indexes = [models.Index(fields=["state", "ends_at"], name="proposal_over")]
        constraints = [
            models.CheckConstraint(
                name="proposal_says_who_by_its_role",
                condition=Q(role="mentor", other__isnull=False, peer=None, body=None)
                | Q(role="peer", other__isnull=False, peer__isnull=False, body=None)
                | Q(role="support", peer=None, body__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_accepted_by_both",
                condition=~Q(state="accepted")
                | Q(project_says="yes", other_says="yes", other__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_of_two_projects", condition=Q(peer=None) | ~Q(peer=F("project"))
            ),
            models.UniqueConstraint(
                name="proposal_fills_a_role_once",
                fields=["project", "role"],
                condition=Q(state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.role} {self.state}"
