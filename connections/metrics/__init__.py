"""Figures for operators: counted by every process in Redis, read when somebody asks."""

from connections.metrics.counting import count_failure, count_foreign, count_looks, note_sweep

__all__ = ("count_failure", "count_foreign", "count_looks", "note_sweep")
