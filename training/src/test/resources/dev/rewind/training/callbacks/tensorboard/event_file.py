"""Writes event_file.tfevents beside this file, with TensorBoard 2.21.0: pip install tensorboard==2.21.0"""

import pathlib

from tensorboard.compat.proto import event_pb2
from tensorboard.plugins.histogram import summary_v2 as histogram
from tensorboard.plugins.scalar import summary_v2 as scalar
from tensorboard.summary.writer.record_writer import RecordWriter

NOW = 1700000000.25

with open(pathlib.Path(__file__).with_name("event_file.tfevents"), "wb") as file:
    writer = RecordWriter(file)
    for event in (
        event_pb2.Event(wall_time=NOW, file_version="brain.Event:2"),
        event_pb2.Event(wall_time=NOW, step=0, summary=scalar.scalar_pb("epoch_loss", 1 / 3)),
        event_pb2.Event(wall_time=NOW, step=300, summary=scalar.scalar_pb("größe/λ", -0.0)),
        event_pb2.Event(
            wall_time=NOW + 0.5,
            step=1 << 40,
            summary=histogram.histogram_pb("gru/kernel", [0.1, -2.5, 3.0, 3.0, 0.7, 1e-3]),
        ),
        event_pb2.Event(wall_time=NOW + 0.5, step=7, summary=histogram.histogram_pb("equal", [0.3] * 4)),
        event_pb2.Event(wall_time=NOW + 0.5, step=7, summary=histogram.histogram_pb("none", [])),
    ):
        writer.write(event.SerializeToString())
