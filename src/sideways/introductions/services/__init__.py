"""Writes of introductions."""

from sideways.introductions.services.answering import introduction_answer
from sideways.introductions.services.proposing import introduction_propose

__all__ = ["introduction_answer", "introduction_propose"]
