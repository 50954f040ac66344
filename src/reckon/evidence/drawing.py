"""The few marks that both plots are made of: SVG text that any page or viewer can show.

Presentation attributes only (a strict content policy allows them), system fonts, and the
colour of the text round it, so that light and dark both work.
"""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

FONT = "system-ui, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What effects are called and how they are shown.

    Attributes
    ----------
    name : str
        For example "Risk ratio" or "Months of progress".
    ratio : bool
        Effects are natural logarithms of a ratio; show the ratio, with 1 for no effect.
    """

    name: str
    ratio: bool = False

    def shown(self, effect: float, *, beside: float = 0) -> str:
        """Return the effect as a reader knows it, as exact as the larger number it stands beside.

        Examples
        --------
        >>> Axis(name="Risk ratio", ratio=True).shown(-0.7145), Axis(name="Days").shown(-15.106)
        ('0.49', '−15.1')
        >>> Axis(name="Days").shown(-2, beside=-71.3)
        '−2.0'
        """
        if self.ratio:
            effect, beside = math.exp(min(effect, 700)), 0
        size = max(abs(effect), abs(beside))
        if size >= 1e9 or 0 < size < 0.005:
            return f"{effect:.2g}".replace("-", "−")
        decimals = 2 if size < 10 else 1 if size < 100 else 0
        return f"{effect:,.{decimals}f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Scale:
    """Places values from ``low`` to ``high`` between two pixels."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Return the pixel of a value, kept inside."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)


def ticks(low: float, high: float, axis: Axis) -> list[float]:
    """Return three to eight round values between the two, as effects (logarithms when a ratio)."""
    if axis.ratio and high - low > math.log(3):
        first, last = math.floor(low / math.log(10)), math.ceil(high / math.log(10))
        for steps in ((1, 2, 5), (1, 3), (1,)):
            values = [math.log(step) + ten * math.log(10) for ten in range(first, last + 1) for step in steps]
            inside = [value for value in values if low <= value <= high]
            if len(inside) <= 8:
                return inside
        return inside[:: math.ceil(len(inside) / 8)]
    if axis.ratio:
        round_ratios = [value for value in _round_values(math.exp(low), math.exp(high)) if value > 0]
        # Near a ratio of one, the way there and back may end beside the end of the axis.
        return [min(max(math.log(value), low), high) for value in round_ratios]
    return _round_values(low, high)


def _round_values(low: float, high: float) -> list[float]:
    rough = (high - low) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (power, 2 * power, 2.5 * power, 5 * power, 10 * power) if step >= rough)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    """Return one line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{safe(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, *, dashes: str = "", width: float = 1.5) -> str:
    """Return a stroke from one point to another."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="currentColor" stroke-width="{width:g}"{dashed}/>'
    )


def polygon(points: Iterable[tuple[float, float]]) -> str:
    """Return a filled shape."""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{corners}" fill="currentColor"/>'


def effect_axis(scale: Scale, y: float, axis: Axis) -> list[str]:
    """Return the line under a plot, with round values and the name of the effect."""
    marks = [line(scale.first, y, scale.last, y, width=1)]
    for value in ticks(scale.low, scale.high, axis):
        x = scale.at(value)
        label = f"{math.exp(value):.3g}" if axis.ratio else f"{value + 0:.4g}".replace("-", "−")
        marks += [line(x, y, x, y + 6, width=1), text(x, y + 22, label, anchor="middle")]
    return [*marks, text((scale.first + scale.last) / 2, y + 42, axis.name, anchor="middle")]


def picture(width: int, height: float, title: str, description: str, marks: list[str]) -> str:
    """Return the whole picture, with its title and description for those who do not see it."""
    # Two pictures on one page need two names; the same picture has the same name each time.
    name = f"plot-{zlib.crc32((title + description).encode()):08x}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" '
            f'role="img" aria-labelledby="{name}-title {name}-desc" '
            f'font-family="{FONT}" font-size="14" fill="currentColor">',
            f'<title id="{name}-title">{safe(title)}</title>',
            f'<desc id="{name}-desc">{safe(description)}</desc>',
            *marks,
            "</svg>\n",
        ]
    )


def safe(words: str) -> str:
    """Return words fit for XML: printable, with its special letters written out."""
    return escape("".join(letter if letter.isprintable() else " " for letter in words))


def shortened(words: str, length: int) -> str:
    """Return at most ``length`` letters, with an ellipsis where some are left out."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
