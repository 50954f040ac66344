"""Themes over time: how well texts are sorted, whether bursts are told, and how fast."""
