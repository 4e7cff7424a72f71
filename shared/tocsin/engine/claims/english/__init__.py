"""Who says what in English."""
