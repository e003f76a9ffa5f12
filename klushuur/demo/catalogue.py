"""The demo's catalogue of jobs: what an offer of each type starts from, and what there is to choose."""

from decimal import Decimal
from typing import NotRequired

from corporations.models import Corporation
from jobs.offers.models import (
    Choice,
    ChoiceGroup,
    JobKind,
    JobType,
    Part,
)
from klushuur.demo import case
from tenants.models import SkillType

PAINTING, DOOR, ATTIC, KITCHEN = "SCH-BUI", "SCH-DEUR", "ISO-DAK", "KEU-STD"


class CatalogueJob(case.JobStart):
    """A job type of the demo. skills: codes of SKILLS."""

    name: str
    kind: JobKind
    skills: list[str]
    budget: NotRequired[Decimal]


JOBS: dict[str, CatalogueJob] = {
    PAINTING: {
        **case.START,
        "name": case.JOB,
        "kind": JobKind.PAINTING,
        "skills": ["SCHILDEREN", "LADDER"],
        "budget": Decimal(0),
    },
    DOOR: {
        "name": "Voordeur schilderen",
        "kind": JobKind.PAINTING,
        "skills": ["SCHILDEREN"],
        "title": "Schilder uw voordeur",
        "summary": "Een dag werk, en uw voordeur heeft weer uw eigen kleur.",
        "effort": "1 of 2 dagen",
        "materials_supplied": "verf, kwasten en schuurpapier",
        "avoided_cost": Decimal("620.00"),
        "materials_cost": Decimal("60.00"),
        "handling_cost": Decimal("150.00"),
    },
    ATTIC: {
        "name": "Zolder isoleren",
        "kind": JobKind.INSULATION,
        "skills": ["ISOLEREN"],
        "title": "Isoleer uw zolder",
        "summary": "Een warm huis en een lagere energierekening. Wij leveren het materiaal, u kiest welk.",
        "effort": "3 tot 4 dagen",
        "materials_supplied": "isolatie, folie, tape, een masker en handschoenen",
        "avoided_cost": Decimal("3000.00"),  # 40 m2 at 75
        "materials_cost": Decimal("1120.00"),  # 40 m2 at 28
        "handling_cost": Decimal("300.00"),
    },
    KITCHEN: {
        "name": "Keuken plaatsen",
        "kind": JobKind.KITCHEN,
        "skills": ["KEUKEN"],
        "title": "Plaats uw nieuwe keuken",
        "summary": "U kiest uw eigen keuken en zet hem zelf neer. Wij leveren alles.",
        "effort": "2 weekenden",
        "materials_supplied": "kasten, deurtjes, werkblad, grepen, spoelbak en kraan",
        "avoided_cost": Decimal("6000.00"),
        "materials_cost": Decimal("2600.00"),
        "handling_cost": Decimal("375.00"),
        "budget": Decimal("250.00"),
    },
}
SKILLS = (  # code, name, English name, question, English question
    (
        "SCHILDEREN",
        "Schuren en schilderen",
        "Sanding and painting",
        "Hebt u wel eens geschuurd en geschilderd?",
        "Have you ever sanded and painted?",
    ),
    (
        "LADDER",
        "Werken op een ladder",
        "Working on a ladder",
        "Hebt u wel eens op een ladder gewerkt?",
        "Have you ever worked on a ladder?",
    ),
    (
        "ISOLEREN",
        "Isoleren",
        "Insulating",
        "Hebt u wel eens isolatie aangebracht?",
        "Have you ever put in insulation?",
    ),
    (
        "KEUKEN",
        "Een keuken monteren",
        "Fitting a kitchen",
        "Hebt u wel eens een keuken in elkaar gezet?",
        "Have you ever fitted a kitchen?",
    ),
)
# Of each part: code, name, English name, feel, English feel, thickness in mm, price difference in euro.
Line = tuple[str, str, str, str, str, int | None, int]
CHOICES: dict[str, dict[Part, tuple[Line, ...]]] = {
    ATTIC: {
        Part.INSULATION: (
            ("glass-wool", "Glaswol", "Glass wool", "zacht, maar prikt", "soft, but it stings", 160, 0),
            ("wood-fibre", "Houtvezel", "Wood fibre", "stevig, prikt niet", "firm, does not sting", 180, 140),
            ("sheep-wool", "Schapenwol", "Sheep's wool", "zacht, prikt niet", "soft, does not sting", 160, 210),
        )
    },
    KITCHEN: {
        Part.FRONT: (
            ("matt-white", "Mat wit", "Matt white", "glad", "smooth", None, 0),
            ("oak", "Eiken", "Oak", "met houtnerf", "with a wood grain", None, 180),
            ("dark-green", "Donkergroen", "Dark green", "met een rand", "with a frame", None, 120),
        ),
        Part.WORKTOP: (
            ("light-grey", "Lichtgrijs", "Light grey", "kunststof", "laminate", 38, 0),
            ("wood", "Houtlook", "Wood look", "kunststof", "laminate", 38, 60),
            ("composite", "Composiet", "Composite", "steen, hard en koel", "stone, hard and cool", 20, 320),
        ),
        Part.HANDLE: (
            ("bar", "Beugel", "Bar", "", "", None, 0),
            ("knob", "Knop", "Knob", "", "", None, 15),
            ("handleless", "Zonder greep", "Without a handle", "met een gleuf", "with a groove", None, 95),
        ),
    },
}


def load(corporation: Corporation) -> dict[str, JobType]:
    """The job types of a corporation with their choices and the skills they ask, by code."""
    for code, name, name_en, question, question_en in SKILLS:
        SkillType.objects.create(
            corporation=corporation, code=code, name=name, name_en=name_en, question=question, question_en=question_en
        )
    return {code: add(corporation, code) for code in JOBS}


def add(corporation: Corporation, code: str) -> JobType:
    """One job type with its choices."""
    job = JobType.objects.create(corporation=corporation, code=code, **JOBS[code])
    for place, (part, lines) in enumerate(CHOICES.get(code, {}).items()):
        group = ChoiceGroup.objects.create(corporation=corporation, job_type=job, part=part, position=place)
        Choice.objects.bulk_create(_choice(group, i, line) for i, line in enumerate(lines))
    return job


def _choice(group: ChoiceGroup, position: int, line: Line) -> Choice:
    code, label, label_en, feel, feel_en, thickness_mm, difference = line
    return Choice(
        corporation_id=group.corporation_id,
        group=group,
        position=position,
        code=code,
        label=label,
        label_en=label_en,
        feel=feel,
        feel_en=feel_en,
        thickness_mm=thickness_mm,
        difference=Decimal(difference),
    )
