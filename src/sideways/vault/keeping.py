"""Who wrote what: why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.WRITING,
        what=_("Who wrote it, and whom the author opened it to"),
        models=("vault.sealedidentity", "vault.blindtoken"),
        why=_(
            "So that you can correct what you wrote, and it can be kept from your managers. It is locked "
            "away, apart from the text."
        ),
        until=_("As long as the text"),
        export="lessons",
        erasure=_("Destroyed for good."),
    ),
)
