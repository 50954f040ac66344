"""Every pair of colours that meet on a page, light and dark, against WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "scss" / "_colours.scss"
GROUNDS = ["paper", "surface", "sand", "action-tint", "now-tint", "good-tint", "bad-tint"]
WORDS = ["ink", "soft", "action", "action-strong", "now-text", "good", "bad", "visited"]
FILLED = [
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("on-now", "now"),
    ("on-focus", "focus"),
]
SHAPES = [(shape, ground) for shape in ("edge", "now", "ink") for ground in GROUNDS]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = SOURCE.read_text().split("prefers-color-scheme: dark")
    dark = dark.split("// The names govuk-frontend asks for")[0]
    in_light, in_dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css)) for css in (light, dark))
    return {"light": in_light, "dark": in_light | in_dark}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_agrees_with_the_known_ends_of_the_scale():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_ground(scheme):
    palette = palettes()[scheme]
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS] + FILLED

    weak = {pair: round(contrast(*map(palette.get, pair)), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_and_focus_stand_out(scheme):
    palette = palettes()[scheme]
    ratios = {pair: round(contrast(*map(palette.get, pair)), 2) for pair in SHAPES}

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_fallback_colours_are_those_of_the_light_page():
    fallback = re.findall(r"#[0-9a-f]{6}", (SOURCE.parent / "_govuk.scss").read_text())

    assert len(fallback) == 12
    assert set(fallback) <= set(palettes()["light"].values())


def test_no_other_partial_names_a_colour_of_its_own():
    strays = {
        path.name: found
        for path in SOURCE.parent.glob("_*.scss")
        if path.name not in {"_colours.scss", "_govuk.scss", "_print.scss"}
        and (found := re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()))
    }

    assert strays == {}
