"""What a person can do with strategies: every door (pages, API, admin) calls one of these."""
