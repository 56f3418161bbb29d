"""Whether a strategy may run: pure rules, and the ledger of what is spoken for."""
