"""Answers put together from what is stored, for the API and the commands alike. They write nothing."""
