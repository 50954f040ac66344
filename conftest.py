"""What every test shares. Features add only their factories."""

from collections import Counter

from hypothesis import settings

settings.register_profile("sideways", deadline=None)  # a busy machine is slow, not broken
settings.load_profile("sideways")


def pytest_terminal_summary(terminalreporter):
    """Say how large the matrix of the promise is, and how many of its cells leak."""
    counted = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                counted.update(dict(report.user_properties))
    if counted["cells"]:
        terminalreporter.write_line(f"Matrix: {counted['cells']} cells, {counted['leaks']} leaks")
