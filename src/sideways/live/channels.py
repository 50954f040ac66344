"""What features publish, and who may listen at all.

Features register at app ready: ``channels.register(Channel(name="lessons.lesson", readership=…))``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class Readers(Protocol):
    """Of the readers asked about: the ids of those who may open a subject, and of who wrote it."""

    @property
    def may_open(self) -> Collection[int]: ...

    @property
    def wrote(self) -> Collection[int]: ...


Asked = Mapping[UUID, Collection[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feature's news. ``readership`` answers for many subjects and readers in few queries."""

    name: str
    readership: Callable[[Asked], Mapping[UUID, Readers]]


_channels: dict[str, Channel] = {}
_gates: list[Callable[[Any], bool]] = []


def register(channel: Channel) -> None:
    """Add a channel; registering a name again replaces it."""
    _channels[channel.name] = channel


def channel_named(name: str) -> Channel | None:
    """Return the channel of this name, if a feature has registered it."""
    return _channels.get(name)


def listen_only_if(gate: Callable[[Any], bool]) -> None:
    """Let only those listen for whom ``gate`` says yes too."""
    _gates.append(gate)


def may_listen(reader: Any) -> bool:
    """Say whether somebody who is signed in may have a stream. Nobody may while nobody has said who may."""
    return bool(_gates) and all(gate(reader) for gate in _gates)
