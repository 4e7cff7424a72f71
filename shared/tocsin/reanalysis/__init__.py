"""Analyzing stored articles again with another engine: what is chosen, what it will cost, how far it is."""
