"""Another company's server: it speaks the exchanges' own HTTP protocols and verifies their signatures.

It imports nothing of the product, and the product imports nothing of it. Start it with `python -m sandbox`.
"""
