"""The one way out to the network: where a request may go, and how much of an answer is read."""

from tocsin.fetch.addresses import Policy, is_public
from tocsin.fetch.request import Answer, Fetcher

__all__ = ["Answer", "Fetcher", "Policy", "is_public"]
