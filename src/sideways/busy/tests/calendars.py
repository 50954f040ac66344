"""Calendar files for tests."""

from datetime import UTC, datetime

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def event(*properties: str, uid: str = "one") -> str:
    """Return an event of properties; a start is given unless one is among them."""
    start = [] if any(each.startswith("DTSTART") for each in properties) else ["DTSTART:20261201T090000Z"]
    length = [] if any(each.startswith(("DTEND", "DURATION")) for each in properties) else ["DURATION:PT1H"]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "SUMMARY:Zq secret title",
        *start,
        *length,
        *properties,
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def calendar(*parts: str) -> bytes:
    """Return a calendar file of parts."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""]).encode()


def words(reading) -> list[str]:
    """Return the spans as short words, in UTC."""
    return [f"{start:%d %b %H:%M}-{end:%H:%M}" for start, end in reading.spans]
