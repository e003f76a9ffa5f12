"""A corporation's house style: two colours of its own, and what follows from them."""

import colorsys


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3 asks 4.5 for text)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def shade(colour: str, *, lightness: float) -> str:
    """The same hue at another lightness (0 black, 1 white)."""
    hue, _, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    # a strong colour would glare when it is nearly white
    rgb = colorsys.hls_to_rgb(hue, lightness, min(saturation, 0.5) if lightness > 0.8 else saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def darker(colour: str) -> str:
    """For hover and headings."""
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light * 0.75, saturation))


def on_colour(colour: str) -> str:
    """White or near-black text, whichever reads better on it."""
    return max(("#ffffff", "#1f2933"), key=lambda ink: contrast(ink, colour))


def house_style(brand: str, accent: str) -> str:
    """The stylesheet with a corporation's own custom properties."""
    tokens = {
        "--brand": brand,
        "--brand-dark": darker(brand),
        "--on-brand": on_colour(brand),
        "--brand-tint": shade(brand, lightness=0.93),
        "--accent": accent,
        "--accent-tint": shade(accent, lightness=0.94),
    }
    return ":root { " + " ".join(f"{name}: {value};" for name, value in tokens.items()) + " }\n"
