"""Mandate + anchor days → windows with lasting keys."""
