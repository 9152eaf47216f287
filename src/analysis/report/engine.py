"""The papermill engine `forked`: a notebook runs in a child of this process, which has loaded everything already."""

from typing import Any

from papermill.engines import Engine

from analysis import children
from analysis.report import forked

LIMIT = 900.0


class ForkedEngine(Engine):
    """Runs Python notebooks without a kernel: no start, no sockets, no imports, and the same outputs.

    For papermill: `papermill --engine forked in.ipynb out.ipynb`. With `fork=False` the cells run in this process, which
    must then be one of its own. pyplot's windows are not shown: a figure is displayed as an object.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Fill in the outputs of every cell up to the first that fails; papermill raises its error."""
        from analysis.report import shell  # late: papermill imports every engine that is installed

        code = [
            (place, cell)
            for place, cell in enumerate(nb_man.nb.cells)
            if cell.cell_type == "code" and cell.source.strip()
        ]
        cells = [(cell.source, cell.metadata.get("tags", [])) for _, cell in code]
        if options.get("fork", True) and children.available():
            limit = options.get("execution_timeout") or LIMIT
            job = {"the notebook": lambda: list(shell.run(cells))}
            ((_, _, shown),) = forked.run(job, at_once=1, limit=limit)
        else:
            shown = list(shell.run(cells))
        for number, ((place, cell), outputs) in enumerate(zip(code, shown, strict=False), start=1):
            nb_man.cell_start(cell, place)
            cell.outputs, cell.execution_count = outputs, number
            if any(output.output_type == "error" for output in outputs):
                nb_man.cell_exception(cell, cell_index=place)
            nb_man.cell_complete(cell, cell_index=place)
