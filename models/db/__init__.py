"""The database: opening it, its columns, keys and limits, and queries that work alike on SQLite and PostgreSQL."""
