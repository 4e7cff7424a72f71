"""Tests run what is shipped: the compiled engine, or its sources where these were changed since."""

from __future__ import annotations

from pathlib import Path

from tocsin.local.compiled import remove_if_stale
from tocsin.local.project import Project

remove_if_stale(Project(Path(__file__).parents[1]))
