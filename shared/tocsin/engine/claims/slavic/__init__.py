"""Who says what in Russian and Ukrainian."""
