"""The default training pipeline. Compile after a change:  python pipeline.py

The steps are three runs of one image. They hand nothing to each other but order: what they know is in the bucket, at the
address of request.json, so that any step can be repeated.
"""

import pathlib

from kfp import compiler, dsl

# Written in by Terraform: the image by digest, and the bucket of uploads.
IMAGE = "loopkeeper/trainer:unpinned"
DATA_BUCKET = "loopkeeper-data-bucket"

MAIN = "dev.loopkeeper.local.trainer.PipelineStepMain"


def step(name: str, request: str, *more: str) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(
        image=IMAGE,
        # Trees are grown outside of Java's heap: half of the memory is theirs.
        command=["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/*", MAIN],
        args=["--step", name, "--request", request, *more],
    )


@dsl.container_component
def prepare(request: str):
    """Finds on a small machine what would fail on a large one."""
    return step("prepare", request)


@dsl.container_component
def train(request: str):
    """Trains, scores both versions on the same rows, writes evaluation.json last."""
    return step("train", request)


@dsl.container_component
def evaluate(request: str, metrics: dsl.Output[dsl.Metrics]):
    """Reads the results back and shows the figures of both versions."""
    # The container is given its whole input: it tells the name of the metrics and the file to report them in.
    return step("evaluate", request, "--executor-input", "{{$}}")


def placed(task: dsl.PipelineTask, cpu: str, memory: str) -> dsl.PipelineTask:
    # A result from a cache would be that of another run; Loopkeeper itself decides about a repeat.
    task.set_caching_options(False)
    task.set_env_variable("LOOPKEEPER_DATA_BUCKET", DATA_BUCKET)
    return task.set_cpu_limit(cpu).set_memory_limit(memory)


@dsl.pipeline(name="loopkeeper-train", description="Loopkeeper's own trainer: prepare, train, evaluate")
def loopkeeper_train(request: str):
    prepared = placed(prepare(request=request), "1", "4G")
    trained = placed(train(request=request), "4", "16G").after(prepared)
    placed(evaluate(request=request), "1", "4G").after(trained)


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent
    compiler.Compiler().compile(loopkeeper_train, str(here / "pipeline.yaml"))
