"""Keras Tuner's oracles behind ask-tell: `keras_tuner_peer.py bayesian|random`."""

import contextlib
import os
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "jax"  # no model is built: any backend will do

import keras_tuner
from ask_tell import choices_of, is_active, serve

ORACLES = {
    "bayesian": keras_tuner.oracles.BayesianOptimizationOracle,
    "random": keras_tuner.oracles.RandomSearchOracle,
}


def declare(space, parameter):
    name = parameter["name"]
    with contextlib.ExitStack() as scopes:
        for condition in parameter.get("when", []):
            scopes.enter_context(space.conditional_scope(condition["parameter"], condition["in"]))
        if parameter["kind"] == "float":
            space.Float(name, parameter["min"], parameter["max"], sampling=parameter["sampling"])
        elif parameter["kind"] == "int":
            space.Int(name, parameter["min"], parameter["max"], sampling=parameter["sampling"])
        elif parameter["kind"] == "boolean":
            space.Boolean(name)
        else:
            space.Choice(name, choices_of(parameter))


class Optimiser:
    def __init__(self, oracle, parameters, seed, max_trials, folder):
        space = keras_tuner.HyperParameters()
        for parameter in parameters:
            declare(space, parameter)
        self.parameters = parameters
        self.oracle = ORACLES[oracle](
            objective=keras_tuner.Objective("score", "min"), max_trials=max_trials, hyperparameters=space, seed=seed
        )
        self.oracle._set_project_dir(folder, "bench")
        self.pending = {}

    def ask(self):
        # A worker that asks again before it has told gets the same trial: each trial has a worker of its own.
        trial = self.oracle.create_trial(f"worker {len(self.oracle.trials)}")
        if trial.status == "STOPPED":
            raise RuntimeError("the oracle has stopped before its trials were spent")
        self.pending[trial.trial_id] = trial
        values = {}
        for parameter in self.parameters:
            if is_active(parameter, values):
                values[parameter["name"]] = trial.hyperparameters.values[parameter["name"]]
        return trial.trial_id, values

    def tell(self, trial_id, score):
        trial = self.pending.pop(trial_id)
        self.oracle.update_trial(trial_id, {"score": score})
        trial.status = "COMPLETED"
        self.oracle.end_trial(trial)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        serve(lambda parameters, seed, trials: Optimiser(sys.argv[1], parameters, seed, trials, folder))
