"""Tables (SQLModel), repository (row to value and back), migrations (alembic)."""
