"""The only writer of a strategy's state: rows, history, audit trail and notices in one transaction."""
