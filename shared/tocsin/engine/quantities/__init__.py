"""Numbers with what they count or measure, in English, Russian and Ukrainian; figures and signs in any language."""

from __future__ import annotations

from tocsin.engine.quantities.find import find_quantities as find_quantities
from tocsin.engine.quantities.find import quantities_in as quantities_in
