"""The steps that an article goes through. Each is idempotent: its message is deleted after its effects are stored."""
