"""The index: one row for each thing that can be found, and the words that stand in any of them."""

from django.db import models


class Document(models.Model):
    """What one thing says, as the stems of its words. It holds no more than the thing itself says."""

    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    head = models.TextField(help_text="stems of what it is about")
    body = models.TextField(help_text="stems of everything else it says")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="document_once_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Word(models.Model):
    """A word of the index as it was written. Never shown: it may stand in what the reader may not open."""

    plain = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, db_index=True)
    length = models.PositiveSmallIntegerField(db_index=True)
    documents = models.PositiveIntegerField(default=1, help_text="how many hold its stem, counted at night")

    def __str__(self) -> str:
        return self.plain


class Embedding(models.Model):
    """Where the text of one document lies among all that could be said, as a model sees it."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE)
    model = models.CharField(max_length=200, db_index=True)
    vector = models.BinaryField(help_text="a signed byte a number; only its direction counts")

    def __str__(self) -> str:
        return f"{self.document_id} by {self.model}"
