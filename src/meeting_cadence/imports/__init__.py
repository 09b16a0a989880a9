"""Inlets: years past, calendars of others."""
