"""Revisions, the oldest first: 0001_record, 0002_feeds, 0003_alerts."""
