"""The ladder: what a strategy's settings do with the money. Pure, in Decimal, without a framework.

terms (settings, market) -> fills (spacing, sizes) -> crop -> rungs (outcome) -> cautions; `building.build` ties them.
"""
