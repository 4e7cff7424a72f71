"""Alerts as subscribers get them."""
