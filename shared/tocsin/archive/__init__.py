"""What is known of each article, as JSON lines in a bucket of its own, for questions that no list answers."""
