"""Watches: saved rules, and the alerts that they ring. Pure logic; what is stored and sent is others' business."""
