"""Who wrote what: why it is kept, and for how long."""

from sideways.common.retention import About, Kind

KINDS = (
    Kind(
        about=About.WRITING,
        what="Who wrote it, and whom the author opened it to",
        models=("vault.sealedidentity", "vault.blindtoken"),
        why="So that you can correct what you wrote, and it can be kept from your managers. It is locked "
        "away, apart from the text.",
        until="As long as the text",
        export="lessons",
        erasure="Destroyed for good.",
    ),
)
