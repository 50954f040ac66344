"""The compiled style sheet, when `./run` has built it."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static" / "ui"
BUILT = STATIC / "sideways.css"


@pytest.fixture
def css():
    if not BUILT.exists():
        pytest.skip("the style sheet is not built: ./run builds it")
    return BUILT.read_text()


def test_style_sheet_is_small(css):
    assert len(gzip.compress(css.encode(), 9)) <= 20_000


def test_style_sheet_fetches_nothing(css):
    assert re.findall(r"url\(|@import|@font-face", css) == []


def test_style_sheet_has_no_name_of_govuk_design(css):
    assert re.findall(r"GDS Transport|crest|crown|govuk-logo|govuk-header|#1d70b8|#00703c", css, re.I) == []


def test_paper_and_dark_are_both_served(css):
    assert "prefers-color-scheme: dark" in css
    assert "@media print" in css


def test_own_scripts_are_small_and_fetch_nothing():
    scripts = {
        path.name: path.read_text() for path in STATIC.glob("*.js") if path.name != "govuk-frontend.min.js"
    }

    assert {"start.js", "chips.js", "send-once.js"} <= set(scripts)
    assert sum(len(text) for text in scripts.values()) < 10_000
    assert [name for name, text in scripts.items() if re.search(r"fetch\(|https?://|eval\(", text)] == []
