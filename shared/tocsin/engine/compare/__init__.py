"""What the gate and `same_claim` share: words with their kinds and stems, lexicons, figures."""
