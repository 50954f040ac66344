from django.db import models


class RetiredKey(models.Model):
    """The public half of a key that signed receipts before the key of the vault was changed."""

    public = models.CharField(max_length=64, primary_key=True, help_text="32 bytes, in hex")

    def __str__(self) -> str:
        return self.public
