"""The real parts that tests run against: Redis, the exchange sandbox, workers, the whole stack."""
