"""Reports for an inspection."""
