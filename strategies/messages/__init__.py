"""Codes of strategies put into the reader's words."""
