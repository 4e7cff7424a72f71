"""The local stack: `LocalStack` builds, deploys and runs it; `running` finds the one that another command runs."""

from tocsin.local.connection import Connection, running
from tocsin.local.package import Overrides
from tocsin.local.project import Project
from tocsin.local.stack import LocalStack, stop_running

__all__ = ["Connection", "LocalStack", "Overrides", "Project", "running", "stop_running"]
