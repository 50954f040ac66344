"""The real public data that may lie beside the checkout. Tests that need them skip where they are absent."""

from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
