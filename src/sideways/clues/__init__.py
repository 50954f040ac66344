"""What in a text could tell who somebody is: numbers, addresses, dates of birth.

Pure: it reads text and gives spans. Names out of the database are found by those who keep them.
"""

from sideways.clues.clue import Clue, Kind, in_other_words, one_at_each_place
from sideways.clues.patterns import clues_in

__all__ = ["Clue", "Kind", "clues_in", "in_other_words", "one_at_each_place"]
