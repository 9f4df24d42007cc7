"""Whether Microsoft's own SDK takes the components, and sends a job of them as job.yaml says; exit code 1 if not. Offline."""

import logging
import pathlib
import sys

logging.disable(logging.WARNING)

import yaml
from azure.ai.ml import load_component
from azure.ai.ml.entities import PipelineJob, PipelineJobSettings

here = pathlib.Path(__file__).parent
STEPS = ["prepare", "train", "evaluate"]

for name in [*STEPS, "pipeline"]:
    found = load_component(here / f"{name}.yml")._validate()
    if not found.passed:
        sys.exit(f"{name}.yml is refused: {found}")

pipeline = load_component(here / "pipeline.yml")
order = {}
for name, step in pipeline.jobs.items():
    sources = [str(value._data) for value in step.inputs.values() if "parent.jobs." in str(value._data)]
    order[name] = [source.split("parent.jobs.")[1].split(".")[0] for source in sources]
if order != {"prepare": [], "train": ["prepare"], "evaluate": ["train"]}:
    sys.exit(f"steps are {order}, expected prepare, train, evaluate in this order")

kept = yaml.safe_load((here / "job.yaml").read_text())
job = PipelineJob(
    component=kept["componentId"],
    inputs={"request": kept["inputs"]["request"]["value"]},
    settings=PipelineJobSettings(
        default_compute=kept["settings"]["default_compute"], force_rerun=kept["settings"]["force_rerun"]
    ),
)
sent = job._to_rest_object().as_dict()["properties"]
for key in ("jobType", "componentId", "inputs"):
    if sent[key] != kept[key]:
        sys.exit(f"job.yaml says {key}: {kept[key]}, the SDK sends {sent[key]}")
for key, value in kept["settings"].items():
    if sent["settings"].get(key) != value:
        sys.exit(f"job.yaml says settings.{key}: {value}, the SDK sends {sent['settings'].get(key)}")
print(f"pipeline {pipeline.name}: {len(order)} steps, sent as {sent['jobType']}")
