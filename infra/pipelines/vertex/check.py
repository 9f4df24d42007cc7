"""Whether pipeline.yaml is what pipeline.py compiles to, and what the pipeline specification allows; exit code 1 if not."""

import pathlib
import sys
import tempfile

import yaml
from google.protobuf import json_format
from kfp import compiler, components
from kfp.pipeline_spec import pipeline_spec_pb2

import pipeline  # beside this file

here = pathlib.Path(__file__).parent
kept = here / "pipeline.yaml"
with tempfile.TemporaryDirectory() as folder:
    made = pathlib.Path(folder) / "pipeline.yaml"
    compiler.Compiler().compile(pipeline.loopkeeper_train, str(made))
    if yaml.safe_load(made.read_text()) != yaml.safe_load(kept.read_text()):
        sys.exit("pipeline.yaml is not what pipeline.py compiles to: run python pipeline.py")

# Unknown fields are errors here.
spec = json_format.ParseDict(yaml.safe_load(kept.read_text()), pipeline_spec_pb2.PipelineSpec())
loaded = components.load_component_from_file(str(kept))
steps = {name: list(task.dependent_tasks) for name, task in spec.root.dag.tasks.items()}
if steps != {"prepare": [], "train": ["prepare"], "evaluate": ["train"]}:
    sys.exit(f"steps are {steps}, expected prepare, train, evaluate in this order")
print(f"pipeline {loaded.name}: {len(steps)} steps, schema {spec.schema_version}")
