"""The `tocsin` command: analyze files, run a stack, upload, watch alerts, manage keys."""
