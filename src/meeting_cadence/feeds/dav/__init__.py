"""The same calendars by CalDAV (RFC 4791), for reading only."""
