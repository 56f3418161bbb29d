"""What each exchange says of the same two markets of the sandbox."""

# Of BTC/USDT: the fee, the least size, the least cost; the least cost of ETH/BTC.
SPOT = {
    "binance": ("0.001", "0.00001", "1", "0.0001"),
    "bitget": ("0.001", "0.00001", "1", "0"),
    "bybit": ("0.001", "0.00001", "1", "0.0001"),
    "gate": ("0.002", "0.00001", "1", "0.0001"),
    "htx": ("0.002", "0.00001", "1", "0.0001"),
    "kucoin": ("0.001", "0.00001", "1", "0.0001"),
    "mexc": ("0.0005", "0.00001", "1", "0.0001"),
    "okx": ("0.0015", "0.00002", "0", "0"),
}
# Of BTC/USDT:USDT: the fee, the coins in one contract, the least number of contracts, which is also their step.
FUTURES = {
    "binance": ("0.0005", "1", "0.00001"),
    "bitget": ("0.0006", "1", "0.001"),
    "bybit": ("0.0006", "1", "0.001"),
    "gate": ("0.0005", "0.0001", "1"),
    "htx": ("0.0005", "0.001", "1"),
    "kucoin": ("0.0006", "0.001", "1"),
    "mexc": ("0.0004", "0.0001", "1"),
    "okx": ("0.0005", "0.01", "0.01"),
}
