"""What the law or a ministry sets anew each year, in one table with its sources. A year that is not here is refused, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

SINGLE, MULTI = "single", "multi"  # one home under a roof, or several
DECEMBER = 12


class UnknownYear(ValueError):
    """The table has nothing for this year, or not what was asked; or its holidays are not known."""

    def __init__(self, year: object) -> None:
        super().__init__(f"year: {year} is not in the table")
        self.year = year


@dataclass(frozen=True)
class Allowance:
    """The steps of the rent allowance (huurtoeslag), in euro a month.

    In full up to `quality` (kwaliteitskortingsgrens), 65 % up to the cap of the household (aftoppingsgrens), 40 % up to `limit`.
    Below the basic rent (basishuur) there is none; where it is not known it counts as 0, which only lowers what we promise.
    """

    quality: Decimal
    caps: Mapping[str, Decimal]
    limit: Decimal
    basic: Mapping[str, Decimal]
    source: str


@dataclass(frozen=True)
class Points:
    """The valuation of homes (woningwaarderingsstelsel, self-contained): highest rent by points, points by energy label."""

    first: int
    rents: tuple[Decimal, ...]
    labels: Mapping[str, Mapping[str, int]]
    source: str


@dataclass(frozen=True)
class Year:
    """What is known of a year. `highest_increase`: of social rents on 1 July, as a rate."""

    year: int
    allowance: Allowance | None = None
    points: Points | None = None
    highest_increase: Decimal | None = None
    increase_source: str = ""


def _euro(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


def _allowance(text: str, source: str, *, basic: str = "0 0") -> Allowance:
    """quality, cap of one or two people, cap of more, limit; and the basic rent of the lower bound for each household."""
    quality, small, large, limit = _euro(text)
    one_or_two, more = _euro(basic)
    return Allowance(quality, _households(small, large), limit, _households(one_or_two, more), source)


def _households(small: Decimal, large: Decimal) -> Mapping[str, Decimal]:
    return MappingProxyType({"1-2": small, "3+": large})


def _labels(text: str) -> Mapping[str, Mapping[str, int]]:
    rows = (line.split() for line in text.strip().splitlines())
    return MappingProxyType({row[0]: MappingProxyType({SINGLE: int(row[1]), MULTI: int(row[2])}) for row in rows})


LABELS_2026 = _labels("""
    A++++  62  58
    A+++   57  53
    A++    52  48
    A+     47  43
    A      41  37
    B      34  30
    C      22  15
    D      14  11
    E      -4  -4
    F      -9  -9
    G     -15 -15
""")
RENTS_2026 = _euro("""
    250.26 256.53 262.75 269.02 275.27 281.50 287.78 294.03 300.29 306.54 312.80 319.02
    325.30 331.54 337.80 344.05 350.35 356.53 362.79 369.09 375.32 381.55 387.83 394.06
    400.32 406.58 412.85 419.10 425.33 431.56 437.81 444.09 450.36 456.57 462.86 469.09
    475.36 481.60 487.89 494.10 500.38 507.22 514.08 520.96 527.81 534.70 541.56 548.41
    555.29 562.13 569.03 575.87 582.71 589.61 596.45 603.32 610.19 617.08 623.94 630.82
    637.67 644.53 651.36 658.24 665.12 671.95 678.85 685.70 692.56 699.44 706.32 713.20
    720.05 726.95 733.79 740.66 747.51 754.37 761.21 768.08 774.94 781.85 788.71 795.56
    802.44 809.30 816.14 823.02 829.94 836.74 843.62 850.49 857.33 864.24 871.06 877.97
    884.79 891.67 898.56 905.39 912.26 919.14 925.98 932.93 939.73 946.61 953.45 960.33
    967.18 974.05 980.91 987.78 994.63 1001.50 1008.35 1015.22 1022.07 1029.00 1035.81 1042.73
    1049.57 1056.42 1063.32 1070.14 1077.00 1083.88 1090.76 1097.61 1104.46 1111.39 1118.23 1125.08
    1131.94 1138.85 1145.69 1152.55 1159.40 1166.27 1173.15 1180.01 1186.84 1193.76 1200.61 1207.46
    1214.31 1221.21 1228.07 1234.92 1241.81 1248.65 1255.53 1262.40 1269.25 1276.12 1283.00 1289.86
    1296.70 1303.57 1310.46 1317.28 1324.18 1331.03 1337.89 1344.75 1351.63 1358.50 1365.34 1372.24
    1379.09 1385.95 1392.84 1399.69 1406.56 1413.43 1420.28 1427.15 1433.99 1440.86 1447.71 1454.60
    1461.49 1468.31 1475.19 1482.05 1488.95 1495.77 1502.67 1509.53 1516.40 1523.28 1530.12 1536.98
    1543.85 1550.71 1557.56 1564.46 1571.31 1578.17 1585.01 1591.91 1598.76 1605.64 1612.52 1619.36
    1626.24 1633.10 1639.96 1646.78 1653.70 1660.54 1667.40
""")  # of 40 points, 41, 42, ... 250

YEARS: Mapping[int, Year] = MappingProxyType(
    {
        2022: Year(2022, highest_increase=Decimal("0.023"), increase_source="rijksoverheid.nl, 15 februari 2022"),
        2024: Year(
            2024,
            allowance=_allowance("454.47 650.43 697.07 879.66", "volkshuisvestingnederland.nl, huurtoeslag 2024"),
            highest_increase=Decimal("0.053"),
            increase_source="Aedes, 2024",
        ),
        2025: Year(
            2025,
            allowance=_allowance("477.20 682.96 731.93 900.07", "huurtoeslag 2025, MinBZK poc-machine-law"),
            highest_increase=Decimal("0.050"),
            increase_source="rijksoverheid.nl, 2025",
        ),
        2026: Year(
            2026,
            # of one person the basic rent is 202.52; of a household of one or two we take the lower one
            allowance=_allowance(
                "498.20 713.02 764.14 932.93",
                "Stcrt. 2025, 39783; art. 16, 17, 20 en 21 Wht; art. 7 Bht",
                basic="200.71 200.71",
            ),
            points=Points(40, RENTS_2026, LABELS_2026, "Beleidsboek Huurcommissie 2026, bijlage 3; BWBR0003237"),
            highest_increase=Decimal("0.041"),
            increase_source="huurverhoging per 1 juli 2026, sociale huur",
        ),
    }
)


def of_year(year: int) -> Year:
    """What is known of a year. Raises UnknownYear."""
    if type(year) is not int or year not in YEARS:  # 2026.0 is equal to 2026
        raise UnknownYear(year)
    return YEARS[year]


def allowance_of(year: int) -> Allowance:
    """The steps of the rent allowance in a year. Raises UnknownYear, also when only other figures of it are known."""
    found = of_year(year).allowance
    if found is None:
        raise UnknownYear(year)
    return found


def points_of(year: int) -> Points:
    """The valuation of homes in a year. Raises UnknownYear, also when only other figures of it are known."""
    found = of_year(year).points
    if found is None:
        raise UnknownYear(year)
    return found


def latest() -> int:
    """The last year of which everything is known: who has no figures for today asks for this one by name, and says so."""
    return max(year for year, known in YEARS.items() if known.allowance and known.points)


def missing_on(today: date) -> list[int]:
    """The years that somebody has to fill in now: this one, and from December on the next."""
    wanted = [today.year, today.year + 1] if today.month == DECEMBER else [today.year]
    return [year for year in wanted if year > latest()]
