"""What settings will do with the money, pair by pair: pure, from settings and what the markets say."""
