"""One function a question: what the API, the pages and agents ask of the table, each in a bounded number of calls.

What a request may read is stated with each function; a page that reaches the bound comes short and its `next` goes on.
"""
