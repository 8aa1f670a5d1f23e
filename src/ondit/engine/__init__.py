"""Engines map the pure functions over documents: a local process pool by default. `flow.py` tells the whole chain."""
