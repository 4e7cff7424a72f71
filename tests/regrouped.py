"""Articles of invented events whose stories are merged or split once more is known."""

from __future__ import annotations

_MILL = (
    "The old flour mill burned all night and the roof of the mill fell in, firefighters said. Flames rose above the "
    "flour silos of the mill, and firefighters pumped water from the river."
)
MILL = (
    f"{_MILL} The mill belongs to Dario Venn, who saw the flames from his house.",
    f"{_MILL} Residents of Lessing saw the flames above the silos.",
    (
        "Firefighters said that the flour mill of Dario Venn in Lessing burned all night. Flames rose above the silos "
        "of the mill, and the roof fell in. Venn and residents of Lessing saw the flames."
    ),
    (
        "The flour mill of Dario Venn in Lessing is in ruins after the fire, firefighters said: the roof of the mill "
        "fell in at night while flames rose above the silos. Residents of Lessing came to see Venn."
    ),
)
"""The first two name nobody in common and start two stories; the last one shows that they are one."""
MILL_LATER = (
    "The roof of the flour mill of Dario Venn in Lessing fell in at night, and firefighters said that flames rose "
    "above its silos until morning."
)

ROUND_UP = (
    "Two walkouts began on Monday. Dockers of Tessa led by Orla Brandt blocked the quay of Tessa over pay. Bakers of "
    "Lessing led by Dario Venn closed their ovens in Lessing over night shifts."
)
DOCKERS = (
    "Dockers of Tessa blocked the quay over pay, and Orla Brandt asked for talks with the port of Tessa.",
    "Orla Brandt told dockers on the quay of Tessa that their pay must rise before cranes move in the port.",
    "Cranes stood still on the quay of Tessa while Orla Brandt and dockers waited for the port to speak of pay.",
    "The port of Tessa offered dockers more pay, and Orla Brandt said that the quay stays blocked and cranes still.",
)
BAKERS = (
    "Bakers of Lessing closed their ovens over night shifts, and Dario Venn asked mills of Lessing for talks.",
    "Dario Venn said that bakers of Lessing sleep at last, ovens closed, while night shifts are talked of with mills.",
    "Bread was short in Lessing as bakers kept ovens closed over night shifts, which Dario Venn called slavery.",
)
BAKERS_LATER = (
    "Bakers of Lessing lit their ovens after Dario Venn and mills agreed on shorter night shifts and more bread."
)
WALKOUTS = (ROUND_UP, DOCKERS[0], BAKERS[0], DOCKERS[1], BAKERS[1], DOCKERS[2], DOCKERS[3], BAKERS[2])
"""In this order the round-up draws two strikes into one story; the last article shows that they are two."""
