"""A whiteboard after a meeting, drawn by program: what somebody of the demo network put beside a lesson."""

import io
import random
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

SIZE = (1_000, 620)
BOARD, INK, RED, GREEN = "#f7f7f2", "#22313f", "#b8402a", "#1f6f5c"
STEPS = (
    ((60, 90), "Surgery\nsigns the note", INK),
    ((380, 90), "Person sends it\nin the journal", INK),
    ((700, 90), "To-do list of\nthe whole team", RED),
    ((700, 400), "Nobody\nopens it", RED),
    ((380, 400), "Letter: missed\nan appointment", RED),
    ((60, 400), "A week\nwithout money", RED),
)
BOX = (240, 120)


def whiteboard() -> bytes:
    """Return the picture as a PNG, the same each time."""
    hand = random.Random(7)  # noqa: S311 (a hand that is not quite steady, and no secret)
    board = Image.new("RGB", SIZE, BOARD)
    pen = ImageDraw.Draw(board)
    font = ImageFont.load_default(26)
    for (left, top), words, colour in STEPS:
        _box(pen, hand, (left, top, left + BOX[0], top + BOX[1]), colour)
        pen.multiline_text((left + 22, top + 28), words, fill=colour, font=font, spacing=8)
    for start, end in (
        ((300, 150), (376, 150)),
        ((620, 150), (696, 150)),
        ((820, 214), (820, 396)),
        ((696, 460), (624, 460)),
        ((376, 460), (304, 460)),
    ):
        _arrow(pen, hand, start, end)
    pen.multiline_text(
        (70, 270), "Who opens it at nine?\nTen minutes, by name, each day", fill=GREEN, font=font, spacing=8
    )
    _stroke(pen, hand, (70, 345), (450, 345), GREEN)
    out = io.BytesIO()
    board.save(out, "PNG")
    return out.getvalue()


def _stroke(
    pen: ImageDraw.ImageDraw,
    hand: random.Random,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
) -> None:
    """Draw a line as a hand does: a little off, more than once."""
    steps = 14
    points = [
        (
            start[0] + (end[0] - start[0]) * step / steps + hand.uniform(-1.6, 1.6),
            start[1] + (end[1] - start[1]) * step / steps + hand.uniform(-1.6, 1.6),
        )
        for step in range(steps + 1)
    ]
    pen.line(points, fill=colour, width=4, joint="curve")


def _box(
    pen: ImageDraw.ImageDraw, hand: random.Random, edges: tuple[int, int, int, int], colour: str
) -> None:
    left, top, right, bottom = edges
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    for start, end in pairwise(corners):
        _stroke(pen, hand, start, end, colour)


def _arrow(
    pen: ImageDraw.ImageDraw, hand: random.Random, start: tuple[int, int], end: tuple[int, int]
) -> None:
    _stroke(pen, hand, start, end, INK)
    back = 16
    dx, dy = (end[0] > start[0]) - (end[0] < start[0]), (end[1] > start[1]) - (end[1] < start[1])
    for side in (-1, 1):
        tip = (end[0] - back * dx + side * back * dy, end[1] - back * dy + side * back * dx)
        _stroke(pen, hand, tip, end, INK)
