"""The parties that the content may name, and what each party has that others can send something to."""

from typing import Literal

Party = Literal["Ap", "FrP", "H", "INP", "KrF", "MDG", "R", "Sp", "SV", "V"]
"""The parties by the short form that the register stores."""
PartyStep = Literal["fylkesarsmoter", "forslag", "landsmote", "programkomite", "programfrist"]
"""County meetings, the deadline for proposals to the conference, the conference, the programme committee, its deadline."""
