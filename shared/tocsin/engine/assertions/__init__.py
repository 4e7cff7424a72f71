"""What a claim asserts, part by part, and whether two assertions are the same, in conflict, or apart."""

from __future__ import annotations

from tocsin.engine.assertions.judge import judge as judge
from tocsin.engine.assertions.read import read_assertion as read_assertion
from tocsin.engine.assertions.terms import Assertion as Assertion
from tocsin.engine.assertions.verdicts import Verdict as Verdict
