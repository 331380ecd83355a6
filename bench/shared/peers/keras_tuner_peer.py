"""Keras Tuner's oracles behind ask-tell: `keras_tuner_peer.py bayesian|random|hyperband`."""

import contextlib
import os
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "jax"  # no model is built: any backend will do

import keras_tuner
from ask_tell import Done, choices_of, is_active, serve

ORACLES = {
    "bayesian": keras_tuner.oracles.BayesianOptimizationOracle,
    "random": keras_tuner.oracles.RandomSearchOracle,
    "hyperband": keras_tuner.oracles.HyperbandOracle,
}


def budget_of(oracle, study):
    """What an oracle is told of how much it may spend. Hyperband goes through its brackets until it is not asked again."""
    if oracle == "hyperband":
        return {"max_epochs": study["maxEpochs"], "factor": 3, "hyperband_iterations": 1000}
    return {"max_trials": study["maxTrials"]}


def spread(seed):
    """A seed far from those of other runs: each number drawn counts the seed up by one, so that neighbours would meet."""
    return 1 + 1_000_003 * (seed - 1)


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
    def __init__(self, oracle, study, folder):
        self.parameters = study["space"]["parameters"]
        space = keras_tuner.HyperParameters()
        for parameter in self.parameters:
            declare(space, parameter)
        self.oracle = ORACLES[oracle](
            objective=keras_tuner.Objective("score", "min"),
            hyperparameters=space,
            seed=spread(study["seed"]),
            **budget_of(oracle, study),
        )
        self.oracle._set_project_dir(folder, "bench")
        self.asks, self.pending, self.best = 0, {}, {}

    def ask(self):
        # A worker that asks again before it has told gets the same trial: each ask has a worker of its own.
        self.asks += 1
        trial = self.oracle.create_trial(f"worker {self.asks}")
        if trial.status == "STOPPED":
            raise Done
        if trial.status == "IDLE":
            return None
        self.pending[trial.trial_id] = trial
        chosen, values = trial.hyperparameters.values, {}
        for parameter in self.parameters:
            if is_active(parameter, values):
                values[parameter["name"]] = chosen[parameter["name"]]
        epochs = [chosen["tuner/initial_epoch"], chosen["tuner/epochs"]] if "tuner/epochs" in chosen else []
        return trial.trial_id, values, *epochs

    def tell(self, trial_id, score, epoch):
        """Its tuners tell a trial's score of the best epoch, once it has trained."""
        trial = self.pending[trial_id]
        self.best[trial_id] = min(score, self.best.get(trial_id, score))
        if epoch is not None and epoch < trial.hyperparameters.values["tuner/epochs"]:
            return True
        self.oracle.update_trial(trial_id, {"score": self.best.pop(trial_id)})
        trial.status = "COMPLETED"
        self.oracle.end_trial(trial)
        del self.pending[trial_id]
        return False


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        serve(lambda study: Optimiser(sys.argv[1], study, folder))
