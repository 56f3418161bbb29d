"""What error codes stand for at every exchange; a file that needs a rarer meaning makes its own."""

from connections.exchanges._dialect import Meaning
from connections.findings import Category

BUSINESS = Meaning(Category.NONE)
INVALID_KEY = Meaning(Category.INVALID_KEY)
BAD_SIGNATURE = Meaning(Category.BAD_SIGNATURE)
BAD_PASSPHRASE = Meaning(Category.BAD_PASSPHRASE)
KEY_EXPIRED = Meaning(Category.KEY_EXPIRED)
ADDRESS = Meaning(Category.IP_NOT_ALLOWED)
CLOCK = Meaning(Category.CLOCK_SKEW)

# The right that what was asked takes, or one that the answer names.
RIGHT = Meaning(Category.NO_PERMISSION)
READ_RIGHT = Meaning(Category.NO_PERMISSION, scope="read")
SPOT_RIGHT = Meaning(Category.NO_PERMISSION, scope="spot")
FUTURES_RIGHT = Meaning(Category.NO_PERMISSION, scope="futures")
MARGIN_RIGHT = Meaning(Category.NO_PERMISSION, scope="margin")
SYMBOL_RIGHT = Meaning(Category.NO_PERMISSION, scope="symbol")

RESTRICTED = Meaning(Category.ACCOUNT_RESTRICTED)
FROZEN = Meaning(Category.ACCOUNT_RESTRICTED, reason="frozen")
KYC = Meaning(Category.ACCOUNT_RESTRICTED, reason="kyc")
RISK = Meaning(Category.ACCOUNT_RESTRICTED, reason="risk")
REGION = Meaning(Category.ACCOUNT_RESTRICTED, reason="region")
TERMS = Meaning(Category.ACCOUNT_RESTRICTED, reason="terms")
NOT_OPENED = Meaning(Category.FUTURES_NOT_OPENED)

RATE = Meaning(Category.RATE_LIMITED)
# A firewall says the same of a burst and of a country, an exchange of a burst and of an account it has stopped.
RATE_OR_REGION = Meaning(Category.RATE_LIMITED, others=(Category.ACCOUNT_RESTRICTED,))
UNAVAILABLE = Meaning(Category.EXCHANGE_UNAVAILABLE)
OURS = Meaning(Category.UNKNOWN)  # we asked wrongly; ccxt's class would blame the key
