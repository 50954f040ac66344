"""Sums for bringing people together: pairing, seating, selection, dating, evidence, funding.

Pure: arrays and frozen dataclasses in, results with explanations out. No Django, no
files, no clock, no global random state.
"""
