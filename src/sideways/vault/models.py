from django.db import models


class SealedIdentity(models.Model):
    """Who is behind a subject (a lesson, an echo), readable only with the key.

    ``subject`` is the random id of the thing. When the link is destroyed the row goes.
    """

    subject = models.UUIDField(primary_key=True)
    ciphertext = models.BinaryField()

    def __str__(self) -> str:
        return str(self.subject)


class BlindToken(models.Model):
    """One entry of the encrypted index: a keyed hash of (keyword, counter).

    Two entries of one keyword look unrelated without the key, so the table links no two
    subjects of a person. ``keyword`` is the same keyword sealed, so that whoever has the key can
    also ask the other way round. A destroyed entry keeps its row without a subject and without a
    keyword, so that the counters have no gap.
    """

    token = models.BinaryField(max_length=32, primary_key=True)
    subject = models.UUIDField(null=True, db_index=True)
    keyword = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return bytes(self.token).hex()[:12]
