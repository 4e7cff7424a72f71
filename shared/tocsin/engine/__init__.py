"""Engines: an `Article` in, a draft `Analysis` out. The gate and the versions are outside of them."""
