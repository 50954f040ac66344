"""The progress bar: on a terminal only, and gone when the sum is done."""

import sys

from sideways.cli.reporting import Bar


def test_the_bar_is_drawn_on_a_terminal_and_wiped_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    with Bar() as bar:
        bar.update(0.25, "matching")

    shown = capsys.readouterr()
    assert "██████░░░░░░░░░░░░░░░░░░  25% matching" in shown.err
    assert shown.err.endswith("\r\x1b[2K")
    assert shown.out == ""


def test_elsewhere_the_bar_says_nothing(capsys):
    with Bar() as bar:
        bar.update(0.5, "matching")

    assert capsys.readouterr().err == ""
