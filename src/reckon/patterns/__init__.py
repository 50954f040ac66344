"""What many texts are about: themes, the words that tell them, and which are told more than usual."""

from reckon.patterns.bursts import Bursts, bursts
from reckon.patterns.checks import wrong_with
from reckon.patterns.problem import ThemesProblem
from reckon.patterns.themes import Themes, Word, find_themes

__all__ = ["Bursts", "Themes", "ThemesProblem", "Word", "bursts", "find_themes", "wrong_with"]
