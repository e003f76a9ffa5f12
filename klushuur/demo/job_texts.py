"""What the demo's job types say, in Dutch and in English: on the page of the choice, in the agreement, and of the work itself."""

from jobs.offers.models import TextPlace

Both = tuple[str, str]  # Dutch, English
Texts = dict[TextPlace, tuple[Both, ...]]

_OWN_LOOK: Both = ("U kiest zelf hoe uw woning eruitziet", "You choose what your home looks like")

PAINTING: Texts = {
    TextPlace.ASKS: (("Welke kleuren kiest u?", "Which colours do you choose?"),),
    TextPlace.CHOOSE: (("Kies uw kleuren", "Choose your colours"),),
    TextPlace.BENEFIT: (_OWN_LOOK,),
    TextPlace.EXCLUDED: (("het dak, de muren, gas, elektra", "the roof, the walls, gas, electricity"),),
    TextPlace.QUALITY: (
        ("losse verf is weg en kaal hout is gegrond", "loose paint is gone and bare wood is primed"),
        ("de verf dekt, zonder lopers en blaren", "the paint covers, without runs and blisters"),
        ("de kleuren zijn die van de bijlage", "the colours are those of the annex"),
        ("ramen en deuren gaan goed open en dicht", "windows and doors open and close well"),
        ("glas, muur en stoep zijn schoon", "glass, wall and pavement are clean"),
    ),
    TextPlace.WEATHER: (
        (
            "Werk buiten alleen bij droog weer, van 10 tot 25 graden.",
            "Work outside in dry weather only, from 10 to 25 degrees.",
        ),
    ),
    TextPlace.SAFETY: (
        ("Schuur oude verf nat: er kan lood in zitten.", "Sand old paint wet: there may be lead in it."),
    ),
    TextPlace.STEP: (
        ("Was het hout en schuur het nat", "Wash the wood and sand it wet"),
        ("Vul gaten en zet kaal hout in de grondverf", "Fill holes and prime bare wood"),
        ("Schilder twee lagen", "Paint two coats"),
    ),
    TextPlace.TOOL: (
        ("schuurpapier", "sandpaper"),
        ("kwasten en een verfroller", "brushes and a paint roller"),
        ("een trap of een ladder", "steps or a ladder"),
    ),
}
ATTIC: Texts = {
    TextPlace.ASKS: (("Welk materiaal kiest u?", "Which material do you choose?"),),
    TextPlace.CHOOSE: (("Kies uw materiaal", "Choose your material"),),
    TextPlace.BENEFIT: (
        (
            "Uw woning wordt warmer, u kiest zelf het materiaal",
            "Your home becomes warmer, you choose the material yourself",
        ),
    ),
    TextPlace.EXCLUDED: (
        (
            "het dak aan de buitenkant, de muren, gas, elektra",
            "the outside of the roof, the walls, gas, electricity",
        ),
    ),
    TextPlace.QUALITY: (
        (
            "het materiaal is dat van de bijlage en sluit overal aan",
            "the material is that of the annex and fits everywhere",
        ),
        (
            "de folie tegen vocht zit aan de warme kant en is luchtdicht geplakt",
            "the foil against damp is on the warm side and taped airtight",
        ),
        ("de ventilatie van het dak blijft open", "the ventilation of the roof stays open"),
        (
            "er zit geen kabel klem en er ligt niets over lampen",
            "no cable is pinched and nothing lies over lamps",
        ),
        ("de zolder is opgeruimd", "the attic is tidy"),
    ),
    TextPlace.SAFETY: (
        (
            "Draag een masker, handschoenen en lange mouwen, en zorg voor frisse lucht.",
            "Wear a mask, gloves and long sleeves, and let in fresh air.",
        ),
    ),
    TextPlace.STEP: (
        ("Maak de zolder leeg en kijk of het dak droog is", "Empty the attic and look whether the roof is dry"),
        ("Snijd het materiaal op maat en klem het tussen de balken", "Cut the material to size between the beams"),
        ("Plak de folie tegen vocht", "Tape the foil against damp"),
    ),
    TextPlace.TOOL: (
        ("een mes en een rolmaat", "a knife and a tape measure"),
        ("een tacker", "a staple gun"),
    ),
}
KITCHEN: Texts = {
    TextPlace.ASKS: (("Welke keuken kiest u?", "Which kitchen do you choose?"),),
    TextPlace.CHOOSE: (("Kies uw keuken", "Choose your kitchen"),),
    TextPlace.BENEFIT: (_OWN_LOOK,),
    TextPlace.EXCLUDED: (("het dak, de muren, gas, elektra, water", "the roof, the walls, gas, electricity, water"),),
    TextPlace.FIRM: (
        (
            "Gas, elektra en water sluit een erkend bedrijf aan. Wij maken daarvoor een afspraak met u.",
            "A certified firm connects gas, electricity and water. We make an appointment with you for that.",
        ),
    ),
    TextPlace.QUALITY: (
        (
            "de keuken is die van de bijlage en staat waterpas en vast",
            "the kitchen is that of the annex and stands level and firm",
        ),
        (
            "de naden langs het werkblad en de muur zijn waterdicht",
            "the joints along the worktop and the wall are watertight",
        ),
        ("deurtjes en laden gaan goed open en dicht", "fronts and drawers open and close well"),
        ("de apparaten werken", "the appliances work"),
        (
            "een erkend bedrijf heeft gas, elektra en water aangesloten",
            "a certified firm has connected gas, electricity and water",
        ),
    ),
    TextPlace.SAFETY: (
        (
            "Werk nooit aan gas, elektra of waterleidingen, en til zware kasten met zijn tweeën.",
            "Never work on gas, electricity or water pipes, and lift heavy cupboards with two people.",
        ),
    ),
    TextPlace.STEP: (
        ("Haal de oude keuken weg", "Take the old kitchen out"),
        ("Zet de kasten waterpas en maak ze vast", "Level the cupboards and fix them"),
        ("Leg het werkblad en maak de naden dicht", "Lay the worktop and seal the joints"),
    ),
    TextPlace.TOOL: (
        ("een waterpas", "a spirit level"),
        ("een schroefmachine en een zaag", "a screwdriver and a saw"),
    ),
}
