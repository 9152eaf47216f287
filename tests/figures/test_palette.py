"""The colours of roles stay apart for colour-blind readers, light and dark, and the four roles in grey."""

import itertools
import re

import numpy as np
import pytest

from analysis import Study, countries
from analysis.figures import commerce
from analysis.figures.palette import DARK, GOODS, LIGHT, OTHERS, STUDY, ink, inks

FOUR = ("country", "partner", "rival", "patron")
COLOURS = (*FOUR, "c5", "c6", "c7", "c8", "context")
LEAST_OF_AREAS = 3  # WCAG 1.4.11
# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
SIMULATED = {
    "full vision": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip
# CIE76 distances; 2.3 is just noticeable side by side (Mahy and others 1994).
LEAST = {"full vision": 18, "protanopia": 14, "deuteranopia": 14, "tritanopia": 10}
LEAST_GREY = 6
SRGB = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
WHITE = [0.95047, 1, 1.08883]


def linear(colour):
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    ratio = np.array(SRGB) @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_lab_of_known_colours():
    """White, and sRGB red as Lindbloom's calculator gives it."""
    assert np.allclose(lab(linear("#ffffff")), [100, 0, 0], atol=0.01)
    assert np.allclose(lab(linear("#ff0000")), [53.24, 80.09, 67.20], atol=0.02)


@pytest.mark.parametrize("sight", SIMULATED)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_any_two_colours_stay_apart(palette, sight):
    seen = {name: lab(np.array(SIMULATED[sight]) @ linear(palette[name])) for name in (*COLOURS, *GOODS)}
    close = [
        (one, two)
        for one, two in itertools.combinations(seen, 2)
        if np.linalg.norm(seen[one] - seen[two]) < LEAST[sight]
    ]
    assert not close


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_four_roles_stay_apart_in_grey(palette):
    levels = sorted(lab(linear(palette[name]))[0] for name in FOUR)
    assert min(np.diff(levels)) >= LEAST_GREY


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read_and_every_other_be_seen(palette):
    def luminance(colour):
        return float(np.array(SRGB[1]) @ linear(colour))

    for name in (*COLOURS, "ink", "muted", *GOODS):
        light, dark = sorted((luminance(palette[name]), luminance(palette["paper"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= (LEAST_OF_AREAS if name in GOODS else 4.5), name


def test_goods_have_colours_that_no_country_has():
    drawn = commerce.wheat(Study())
    assert "var(--g1)" in drawn.wide and not re.search(
        rf"var\(--({'|'.join(COLOURS)})\)", drawn.wide.replace("context", "")
    )


@pytest.mark.parametrize("study", [Study(), Study(country="TUR", rival="GRC"), Study(partner="CHN")])
def test_a_country_has_one_colour_whatever_stands_beside_it(study):
    many = [*study.roles(), *OTHERS, "ITA", "UKR", "IRN"]
    token = STUDY.set(study)
    try:
        found, beside = inks(), inks({"Oil": "c6"})
        drawn = {code: found[countries.short(code)] for code in many}
        assert {code: beside[countries.short(code)] for code in many} == drawn and beside["Oil"] == ink("c6")
    finally:
        STUDY.reset(token)
    own = [colour for colour in drawn.values() if colour != ink("context")]
    assert len(own) == len(set(own)) and set(study.roles()) | set(OTHERS) <= {c for c in drawn if drawn[c] in own}
