"""Migrations, run by `Store.migrate()`; one revision a file under `versions/`."""
