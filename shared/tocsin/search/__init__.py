"""Search without a service: the words of a text and of a question by lemma, and which of the two meet, and how well."""
