"""What is told without an article of its own: digests of a watch's alerts, and surges of a topic or place."""
