"""The openai engine: any OpenAI-compatible model reads, the embedded engine checks it and stands in for it."""
