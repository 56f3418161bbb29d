"""What pages and the admin show of a strategy: numbers and codes, put into words and places."""
