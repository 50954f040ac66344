"""The look is ours: no font, crown, crest or logo of GOV.UK in anything that is sent."""

import re

import pytest

from tests.repository.sources import ROOT, tracked

BUILT = ROOT / "src/sideways/ui/static/ui/sideways.css"
FORBIDDEN = re.compile(r"GDS Transport|govuk-crest|crown|opengraph|govuk-logo|@font-face", re.I)


def test_style_sheet_carries_no_brand_of_govuk():
    if not BUILT.exists():
        pytest.skip("the style sheet is not built: ./run builds it")
    assert FORBIDDEN.findall(BUILT.read_text()) == []


def test_sources_and_templates_carry_no_brand_of_govuk():
    named = [
        str(path.relative_to(ROOT))
        for path in tracked("src/*.html", "src/*.svg", "src/*.scss")
        if re.search(r"GDS Transport|govuk-crest|govuk-logo|assets/images", path.read_text())
    ]
    assert named == []


def test_no_template_carries_inline_script_or_style():
    inline = [
        str(path.relative_to(ROOT))
        for path in tracked("src/*.html")
        if "/email/" not in str(path)  # mail programs know no style sheet
        and re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=\"|\son[a-z]+=\"|javascript:", path.read_text())
    ]
    assert inline == []
