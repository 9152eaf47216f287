"""A folder with one short notebook to render, and what lies in a folder."""

import nbformat

PARAMETERS = """country: str = "PAK"  # whose relations are studied
partner: str = "RUS"  # the new partner
rival: str = "IND"  # the rival
patron: str = "USA"  # the patron
turning_point: int = 2014  # the year"""
BODY = """from IPython.display import display

from analysis import Study, decide
from analysis.figures import india
from analysis.figures.folds import how
from analysis.figures.sections import ask, opening

study = Study(country=country, partner=partner, rival=rival, patron=patron, turning_point=turning_point)
i1 = decide("I1", study)
display(opening(study, [i1]), ask(i1), india.customers(study), i1, how(i1))"""


def notebook(path, body=BODY):
    cells = [nbformat.v4.new_markdown_cell("# A chapter", id="a"),
             nbformat.v4.new_code_cell(PARAMETERS, id="b", metadata={"tags": ["parameters"]}),
             nbformat.v4.new_code_cell(body, id="c")]  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def case_file(project):
    return project / "notebooks" / "parameters" / "pak-rus.yml"


def snapshot(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
