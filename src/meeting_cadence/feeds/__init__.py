"""The calendar feeds (RFC 5545)."""
