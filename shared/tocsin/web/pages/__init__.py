"""One module a page: it asks the stores and fills a template."""
