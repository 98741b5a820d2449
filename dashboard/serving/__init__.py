"""The server of the dashboard: where it listens, and to whom it answers."""
