"""What the scripts here have in common: they wait for their turn, do steps, and say how long one took.

Server.java is the same in Java, Answer.java says what the lines mean.
"""

import os
import statistics
import sys
import time

LEAST_READINGS = 5


class Task:
    """DTYPE WORK SIZE THREADS, such as: float32 training 32x50x16x32 2."""

    def __init__(self, arguments):
        self.dtype, self.work, size, threads = arguments
        self.batch, self.timesteps, self.features, self.units = (int(part) for part in size.split("x"))
        self.threads = int(threads)

    def keep_to_cores(self):
        """For a library that takes as many threads as there are cores; must be called before it is imported."""
        cores = sorted(os.sched_getaffinity(0))[: self.threads]
        os.sched_setaffinity(0, cores)


def missing(error):
    print("missing", error, flush=True)
    sys.exit(0)


def serve(parameters, about, run):
    """run(n) does n steps, and returns when all of them are done."""
    print("ready", parameters, about, flush=True)
    for line in sys.stdin:
        _, seconds, bunch = line.split()
        seconds, bunch = float(seconds), int(bunch)
        readings = []
        start = before = time.perf_counter()
        while len(readings) < LEAST_READINGS or before - start < seconds:
            run(bunch)
            now = time.perf_counter()
            readings.append((now - before) / bunch)
            before = now
        print(f"took {statistics.median(readings):.9f} {len(readings) * bunch}", flush=True)
