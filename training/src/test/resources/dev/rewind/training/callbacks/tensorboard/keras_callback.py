"""Prints what the TensorBoard callback of real Keras 3.15.1 writes, folder, name, step, value: keras_callback.txt.

TensorFlow is not needed. In its place stands what the callback uses of tf.summary: a value is written if a writer is
the default and record_if, where it is used, says so.
"""

import contextlib
import os
import sys
import types

os.environ["KERAS_BACKEND"] = "torch"

import keras  # noqa: E402
import numpy as np  # noqa: E402

writers, conditions = [None], [lambda: True]


@contextlib.contextmanager
def pushed(stack, value):
    stack.append(value)
    yield
    stack.pop()


class Writer:
    def __init__(self, folder):
        self.folder = os.path.basename(folder)

    def as_default(self, step=None):
        return pushed(writers, self)

    def flush(self):
        pass

    def close(self):
        pass


def write(name, value, step):
    if writers[-1] and conditions[-1]():
        value = f"{float(value):.6f}" if np.ndim(value) == 0 else "histogram"
        print(writers[-1].folder, name, int(step), value)


summary = types.ModuleType("tensorflow.summary")
summary.create_file_writer = Writer
summary.record_if = lambda condition: pushed(conditions, condition)
summary.scalar = write
summary.histogram = lambda name, values, step: write(name, values.numpy(), step)
tensorflow = types.ModuleType("tensorflow")
tensorflow.summary = summary
sys.modules.update({"tensorflow": tensorflow, "tensorflow.summary": summary})

x = np.array([[0.0], [1.0], [2.0], [3.0]])
y = 2 * x - 1
for options in ({"histogram_freq": 2}, {"update_freq": 1}, {"update_freq": 2}, {"update_freq": 3}):
    print(options)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(0.05), "mse", metrics=["mae"])
    model.fit(
        x,
        y,
        batch_size=2,
        epochs=2,
        shuffle=False,
        validation_data=(x[1:], y[1:]),
        validation_batch_size=1,
        verbose=0,
        callbacks=[keras.callbacks.TensorBoard("logs", write_graph=False, **options)],
    )
