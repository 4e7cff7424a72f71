"""Who the claimants are."""
