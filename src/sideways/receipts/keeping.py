"""What is kept so that receipts stay valid. Of the receipts themselves nothing is kept."""

from django.utils.translation import gettext_lazy as _

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.NOBODY,
        what=_("Keys by which anybody can check receipts from before the key was changed"),
        models=("receipts.retiredkey",),
        why=_("So that a receipt stays valid. No receipt is kept, and nobody knows who has one."),
        until=_("As long as the service"),
        export="Not in it: it is about nobody.",
        erasure=_("Untouched: it is about nobody."),
    ),
)
