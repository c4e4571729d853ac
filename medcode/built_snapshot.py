"""The snapshot of what ships and of the folders that the environment names, built where it is not there."""

from pathlib import Path

from graph.ingest.build_inputs import BuildInputs, is_current


def built_snapshot() -> Path:
    """The folder of the snapshot, which is built first unless it is of just what there is.

    Raises:
        InvalidArgument: the environment names what is not there.
        SnapshotError: it cannot be written.
    """
    inputs = BuildInputs.from_environment()
    if not is_current(inputs.snapshot, inputs):
        from graph.ingest.graph_builder import GraphBuilder  # noqa: PLC0415  (all readers, which who only opens needs not)
        from graph.progress_bar import shown_progress  # noqa: PLC0415

        with shown_progress() as progress:
            GraphBuilder(inputs).ensure_snapshot(progress=progress)
    return inputs.snapshot
