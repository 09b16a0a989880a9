"""Tick and drain; the only room that knows APScheduler."""
