"""The REST API of strategies: every view reads a person's own rows or calls one service."""
