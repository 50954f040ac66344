"""Sideways: public services learn from their peers, about what went sideways."""
