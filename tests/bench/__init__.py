"""Figures, measured on real processes: `make bench` prints them."""
