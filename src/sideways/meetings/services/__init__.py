"""Writes of meetings."""

from sideways.meetings.services.beginning import meeting_begin

__all__ = ["meeting_begin"]
