"""What `make run`, `make test` and the test stack start: processes, ports, a Redis, an environment file."""
