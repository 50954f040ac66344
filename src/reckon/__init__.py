"""Sums for bringing people together: pairing, seating, selection, evidence, funding.

Pure: arrays and frozen dataclasses in, results with explanations out. No Django, no
files, no clock, no global random state.
"""
