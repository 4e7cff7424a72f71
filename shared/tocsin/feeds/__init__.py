"""News that comes in by itself: sources that are asked on their own time, and whose new items become uploads."""
