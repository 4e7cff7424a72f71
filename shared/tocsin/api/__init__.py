"""The HTTP API: routes over the stores, validated on both sides, with problems told as RFC 9457 wants it."""
