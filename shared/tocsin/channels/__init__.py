"""Where people are: an alert as a request to each service, and how an answer is read. Nothing is sent here."""
