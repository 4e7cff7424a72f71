"""Tocsin as tools for language models (Model Context Protocol): what they may ask, and in which messages."""
