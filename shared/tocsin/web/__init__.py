"""The pages that a desk keeps open: HTML made on the server, one view function a page, over the stores of the API."""
