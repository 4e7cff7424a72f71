"""Take-downs: what is to go is found and reported, and what is ordered to go goes from everywhere it stands."""
