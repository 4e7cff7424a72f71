"""Topics that a desk adds to the taxonomy: checked, kept in versions, found in articles beside the built-in ones."""
