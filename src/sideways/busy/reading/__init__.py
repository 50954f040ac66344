"""Read when somebody is busy out of a calendar file. No Django here: it runs in a process of its own."""

from sideways.busy.reading.mistakes import LeftOut, Sentence, UnreadableError
from sideways.busy.reading.reading import DAYS, Reading, Span, read

__all__ = ["DAYS", "LeftOut", "Reading", "Sentence", "Span", "UnreadableError", "read"]
