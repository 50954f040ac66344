"""What in a text could tell who somebody is: numbers, addresses, dates of birth, people.

It reads text and gives spans. Names out of the database are found by those who keep them.
"""

from sideways.clues.clue import Clue, Kind, in_other_words, one_at_each_place
from sideways.clues.names import are_looked_for, names_in
from sideways.clues.patterns import clues_in

__all__ = ["Clue", "Kind", "are_looked_for", "clues_in", "in_other_words", "names_in", "one_at_each_place"]
