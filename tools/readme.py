"""What the README shows of the committed report: five lines of its answer, and a picture of its first screen (`make readme`)."""

import json
import re
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

from analysis.report import pdf
from analysis.report.index import HAPPENED, REACHED

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "reports" / "pak-rus"
PICTURE = ROOT / "docs" / "first-screen.png"
BLOCK = re.compile(r"(?<=<!-- findings.json -->\n).*?(?=<!-- end -->)", re.S)
COLOURS = 48  # flat colours and letters: more are not told apart, and weigh twice as much


def lines(answer: dict, year: int) -> str:
    """The headline with its certainty, then each reason with what became of it, as the first screen has them."""
    told = [f"**{answer['headline']}** Certainty: {answer['certainty']}."]
    for one in answer["drivers"]:
        happened, reached = HAPPENED[one["happened"]].format(year=year), REACHED[one["reached"]]
        did = f"Did it happen? {happened[:1].upper()}{happened[1:]}: {one['short']}."
        told.append(f"{one['name']}. {did} Seen in their ties? {reached[:1].upper()}{reached[1:]}: {one['shown']}.")
    return "".join(f"- {line}\n" for line in told)


def picture(answer: dict) -> bytes:
    """The first screen of the report as PNG; the headline it shows lies in it as text, so that a test sees when it is old."""
    with pdf.chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 750}, color_scheme="light")
        page.goto((REPORT / "index.html").as_uri())
        shot = Image.open(BytesIO(page.screenshot()))
    note, out = PngImagePlugin.PngInfo(), BytesIO()
    note.add_itxt("Description", answer["headline"])
    shot.convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True, pnginfo=note)
    return out.getvalue()


def main() -> None:
    """Write both anew."""
    found = json.loads((REPORT / "findings.json").read_text(encoding="utf-8"))
    readme = ROOT / "README.md"
    told = lines(found["answer"], found["case"]["shock_year"])
    readme.write_text(BLOCK.sub(lambda _: told, readme.read_text(encoding="utf-8")), encoding="utf-8")
    PICTURE.write_bytes(picture(found["answer"]))


if __name__ == "__main__":
    main()
