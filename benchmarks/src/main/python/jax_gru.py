"""JAX as a contender: one product for the inputs of all time steps, a scan over time, and the whole step (gradient
and Adam) compiled as one function, whose old weights and moments give their memory to the new ones.

Steps are sent off without waiting for the one before; the last of a bunch is waited for.
"""

import sys

import peer

task = peer.Task(sys.argv[1:])
task.keep_to_cores()
try:
    import jax
    import jaxlib
except ImportError as error:
    peer.missing(error)

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", task.dtype == "float64")
from functools import partial  # noqa: E402

import jax.numpy as jnp  # noqa: E402

RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def initial(key):
    keys = jax.random.split(key, 3)
    units, gates = task.units, 3 * task.units

    def uniform(key, rows, columns):
        limit = (6 / (rows + columns)) ** 0.5
        return jax.random.uniform(key, (rows, columns), task.dtype, -limit, limit)

    return {
        "kernel": uniform(keys[0], task.features, gates),
        "recurrent_kernel": uniform(keys[1], units, gates),
        "bias": jnp.zeros(gates, task.dtype),
        "recurrent_bias": jnp.zeros(gates, task.dtype),
        "dense_kernel": uniform(keys[2], units, 1),
        "dense_bias": jnp.zeros(1, task.dtype),
    }


def predict(weights, inputs):
    units = task.units

    def step(h, x):
        recurrent = h @ weights["recurrent_kernel"] + weights["recurrent_bias"]
        gates = jax.nn.sigmoid(x[:, : 2 * units] + recurrent[:, : 2 * units])
        z, r = gates[:, :units], gates[:, units:]
        candidate = jnp.tanh(x[:, 2 * units :] + r * recurrent[:, 2 * units :])
        return z * h + (1 - z) * candidate, None

    projected = inputs @ weights["kernel"] + weights["bias"]
    h, _ = jax.lax.scan(step, jnp.zeros((task.batch, units), task.dtype), projected)
    return h @ weights["dense_kernel"] + weights["dense_bias"]


def loss(weights, inputs, targets):
    return jnp.mean((predict(weights, inputs) - targets) ** 2)


@partial(jax.jit, donate_argnums=0)
def train(state, inputs, targets):
    weights, first, second, time = state
    value, gradients = jax.value_and_grad(loss)(weights, inputs, targets)
    time = time + 1
    rate = RATE * jnp.sqrt(1 - BETA_2**time) / (1 - BETA_1**time)
    first = jax.tree.map(lambda m, g: BETA_1 * m + (1 - BETA_1) * g, first, gradients)
    second = jax.tree.map(lambda v, g: BETA_2 * v + (1 - BETA_2) * g * g, second, gradients)
    weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON), weights, first, second)
    return (weights, first, second, time), value


keys = jax.random.split(jax.random.key(1), 3)
inputs = jax.random.normal(keys[0], (task.timesteps, task.batch, task.features), task.dtype)
targets = jax.random.normal(keys[1], (task.batch, 1), task.dtype)
weights = initial(keys[2])
parameters = sum(weight.size for weight in weights.values())
zeros = partial(jax.tree.map, jnp.zeros_like)
state = (weights, zeros(weights), zeros(weights), jnp.zeros((), task.dtype))
infer = jax.jit(predict)


def training(steps):
    global state
    for _ in range(steps):
        state, value = train(state, inputs, targets)
    jax.block_until_ready((state, value))


def inference(steps):
    for _ in range(steps):
        outputs = infer(weights, inputs)
    outputs.block_until_ready()


peer.serve(
    parameters,
    f"JAX {jax.__version__}, jaxlib {jaxlib.__version__}, jit, {task.dtype}, {task.threads} cores",
    {"training": training, "inference": inference}[task.work],
)
