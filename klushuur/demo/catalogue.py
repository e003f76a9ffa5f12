"""The demo's catalogue of jobs: what an offer of each type starts from, and what there is to choose."""

from decimal import Decimal
from typing import NotRequired, TypedDict

from corporations.models import Corporation
from jobs.offers.models import (
    Choice,
    ChoiceGroup,
    ChosenBy,
    JobText,
    JobType,
    SafetyClass,
    UsualAnswer,
    Vat,
)
from jobs.offers.rules.conditions import Gate
from klushuur.demo import case, job_texts
from tenants.models import SkillType

PAINTING, DOOR, ATTIC, KITCHEN = "SCH-BUI", "SCH-DEUR", "ISO-DAK", "KEU-STD"


class CatalogueJob(case.JobStart):
    """A job type of the demo. skills: codes of SKILLS."""

    name: str
    name_en: str
    title_en: str
    summary_en: str
    effort_en: str
    materials_supplied_en: str
    skills: list[str]
    gates: list[Gate]
    safety_class: SafetyClass
    usual_answer: UsualAnswer
    investment_months: int
    drawing: str
    calculator: NotRequired[str]
    budget: NotRequired[Decimal]
    avoided_vat: Vat
    materials_vat: NotRequired[Vat]


OUTSIDE = [Gate.ASBESTOS, Gate.PROTECTED, Gate.SEASON]
JOBS: dict[str, CatalogueJob] = {
    PAINTING: {
        **case.START,
        "name": case.JOB,
        "name_en": "Outdoor painting",
        "title_en": "Paint your outside window frames",
        "summary_en": "You choose the colour. We supply paint and brushes. And you get money for it.",
        "effort_en": "2 to 4 weekends",
        "materials_supplied_en": "paint, brushes and sandpaper",
        "skills": ["SCHILDEREN", "LADDER"],
        "gates": OUTSIDE,
        "safety_class": SafetyClass.CARE,
        "usual_answer": UsualAnswer.ASK,
        "investment_months": 72,
        "drawing": "facade",
        "calculator": "",
        "budget": Decimal(0),
        "materials_vat": Vat.HIGH,
        "avoided_vat": Vat.LOW,  # painting a home of more than two years old
    },
    DOOR: {
        "name": "Voordeur schilderen",
        "name_en": "Painting the front door",
        "skills": ["SCHILDEREN"],
        "gates": OUTSIDE,
        "safety_class": SafetyClass.LIGHT,
        "usual_answer": UsualAnswer.YES,
        "investment_months": 72,
        "drawing": "facade",
        "title": "Schilder uw voordeur",
        "title_en": "Paint your front door",
        "summary": "Een dag werk, en uw voordeur heeft weer uw eigen kleur.",
        "summary_en": "A day's work, and your front door has your own colour again.",
        "effort": "1 of 2 dagen",
        "effort_en": "1 or 2 days",
        "materials_supplied": "verf, kwasten en schuurpapier",
        "materials_supplied_en": "paint, brushes and sandpaper",
        "avoided_cost": Decimal("620.00"),
        "avoided_vat": Vat.LOW,
        "materials_cost": Decimal("60.00"),
        "handling_cost": Decimal("150.00"),
    },
    ATTIC: {
        "name": "Zolder isoleren",
        "name_en": "Insulating the attic",
        "skills": ["ISOLEREN"],
        "gates": [Gate.ASBESTOS],
        "safety_class": SafetyClass.CARE,
        "usual_answer": UsualAnswer.ASK,
        "investment_months": 120,
        "drawing": "attic",
        "calculator": "energy_label",
        "title": "Isoleer uw zolder",
        "title_en": "Insulate your attic",
        "summary": "Een warm huis en een lagere energierekening. Wij leveren het materiaal, u kiest welk.",
        "summary_en": "A warm home and a lower energy bill. We supply the material, you choose which.",
        "effort": "3 tot 4 dagen",
        "effort_en": "3 to 4 days",
        "materials_supplied": "isolatie, folie, tape, een masker en handschoenen",
        "materials_supplied_en": "insulation, foil, tape, a mask and gloves",
        "avoided_cost": Decimal("3000.00"),  # 40 m2 at 75
        "avoided_vat": Vat.LOW,  # the labour, which is most of it
        "materials_cost": Decimal("1120.00"),  # 40 m2 at 28
        "handling_cost": Decimal("300.00"),
    },
    KITCHEN: {
        "name": "Keuken plaatsen",
        "name_en": "Fitting a kitchen",
        "skills": ["KEUKEN"],
        "gates": [Gate.ASBESTOS],
        "safety_class": SafetyClass.HEAVY,
        "usual_answer": UsualAnswer.ASK,
        "investment_months": 180,
        "drawing": "kitchen",
        "calculator": "worktop",
        "title": "Plaats uw nieuwe keuken",
        "title_en": "Fit your new kitchen",
        "summary": "U kiest uw eigen keuken en zet hem zelf neer. Wij leveren alles.",
        "summary_en": "You choose your own kitchen and fit it yourself. We supply everything.",
        "effort": "2 weekenden",
        "effort_en": "2 weekends",
        "materials_supplied": "kasten, deurtjes, werkblad, grepen, spoelbak en kraan",
        "materials_supplied_en": "cupboards, fronts, worktop, handles, sink and tap",
        "avoided_cost": Decimal("6000.00"),
        "avoided_vat": Vat.HIGH,
        "materials_cost": Decimal("2600.00"),
        "handling_cost": Decimal("375.00"),
        "budget": Decimal("250.00"),
    },
}
TEXTS: dict[str, job_texts.Texts] = {
    PAINTING: job_texts.PAINTING,
    DOOR: job_texts.PAINTING,
    ATTIC: job_texts.ATTIC,
    KITCHEN: job_texts.KITCHEN,
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
# Of each choice: code, look, name, English name, feel, English feel, thickness in mm, price difference in euro.
Line = tuple[str, str, str, str, str, str, int | None, int]


class Group(TypedDict):
    """Something to choose. lines: none for colours, which the RAL card has."""

    name: str
    name_en: str
    spot: str
    lines: tuple[Line, ...]


DOOR_AND_FRAMES: dict[str, Group] = {
    "door": {"name": "Voordeur", "name_en": "Front door", "spot": "door", "lines": ()},
    "frame": {"name": "Kozijnen", "name_en": "Window frames", "spot": "frame", "lines": ()},
}
GROUPS: dict[str, dict[str, Group]] = {
    PAINTING: DOOR_AND_FRAMES,
    DOOR: DOOR_AND_FRAMES,
    ATTIC: {
        "insulation": {
            "name": "Isolatie",
            "name_en": "Insulation",
            "spot": "insulation",
            "lines": (
                ("glass-wool", "glass-wool", "Glaswol", "Glass wool", "zacht, maar prikt", "soft, but it stings", 160, 0),
                ("wood-fibre", "wood-fibre", "Houtvezel", "Wood fibre", "stevig, prikt niet", "firm, does not sting", 180, 140),
                ("sheep-wool", "sheep-wool", "Schapenwol", "Sheep's wool", "zacht, prikt niet", "soft, does not sting", 160, 210),
            ),
        },
    },
    KITCHEN: {
        "front": {
            "name": "Kastdeurtjes",
            "name_en": "Cupboard fronts",
            "spot": "front",
            "lines": (
                ("matt-white", "matt-white", "Mat wit", "Matt white", "glad", "smooth", None, 0),
                ("oak", "oak", "Eiken", "Oak", "met houtnerf", "with a wood grain", None, 180),
                ("dark-green", "dark-green", "Donkergroen", "Dark green", "met een rand", "with a frame", None, 120),
            ),
        },
        "worktop": {
            "name": "Werkblad",
            "name_en": "Worktop",
            "spot": "worktop",
            "lines": (
                ("light-grey", "light-grey", "Lichtgrijs", "Light grey", "kunststof", "laminate", 38, 0),
                ("wood", "wood", "Houtlook", "Wood look", "kunststof", "laminate", 38, 60),
                ("composite", "composite", "Composiet", "Composite", "steen, hard en koel", "stone, hard and cool", 20, 320),
            ),
        },
        "handle": {
            "name": "Grepen",
            "name_en": "Handles",
            "spot": "handle",
            "lines": (
                ("bar", "bar", "Beugel", "Bar", "", "", None, 0),
                ("knob", "knob", "Knop", "Knob", "", "", None, 15),
                ("handleless", "handleless", "Zonder greep", "Without a handle", "met een gleuf", "with a groove", None, 95),
            ),
        },
    },
}  # fmt: skip


def load(corporation: Corporation) -> dict[str, JobType]:
    """The job types of a corporation with their choices and the skills they ask, by code."""
    for code, name, name_en, question, question_en in SKILLS:
        SkillType.objects.create(
            corporation=corporation, code=code, name=name, name_en=name_en, question=question, question_en=question_en
        )
    return {code: add(corporation, code) for code in JOBS}


def add(corporation: Corporation, code: str) -> JobType:
    """One job type with its texts and its choices."""
    job = JobType.objects.create(corporation=corporation, code=code, **JOBS[code])
    write(job, TEXTS[code])
    for place, (part, group) in enumerate(GROUPS[code].items()):
        made = ChoiceGroup.objects.create(
            corporation=corporation,
            job_type=job,
            part=part,
            name=group["name"],
            name_en=group["name_en"],
            chosen_by=ChosenBy.MATERIAL if group["lines"] else ChosenBy.COLOUR,
            spot=group["spot"],
            position=place,
        )
        Choice.objects.bulk_create(_choice(made, i, line) for i, line in enumerate(group["lines"]))
    return job


def write(job: JobType, texts: job_texts.Texts) -> None:
    """What a job type says, in both languages."""
    JobText.objects.bulk_create(
        JobText(corporation_id=job.corporation_id, job_type=job, place=place, position=i, text=text, text_en=text_en)
        for place, lines in texts.items()
        for i, (text, text_en) in enumerate(lines)
    )


def _choice(group: ChoiceGroup, position: int, line: Line) -> Choice:
    code, look, label, label_en, feel, feel_en, thickness_mm, difference = line
    return Choice(
        corporation_id=group.corporation_id,
        group=group,
        position=position,
        code=code,
        look=look,
        label=label,
        label_en=label_en,
        feel=feel,
        feel_en=feel_en,
        thickness_mm=thickness_mm,
        difference=Decimal(difference),
    )
