"""What every test shares. Kept at the root of the tests; features add only their factories."""

from collections import Counter


def pytest_terminal_summary(terminalreporter):
    """Say how large the matrix of the promise is, and how many of its cells leak."""
    counted = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                counted.update(dict(report.user_properties))
    if counted["cells"]:
        terminalreporter.write_line(f"Matrix: {counted['cells']} cells, {counted['leaks']} leaks")
