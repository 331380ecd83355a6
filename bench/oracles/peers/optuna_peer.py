"""Optuna's samplers behind ask-tell: `optuna_peer.py tpe|gp`."""

import sys

import optuna
from ask_tell import choices_of, is_active, serve
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

SAMPLERS = {"tpe": optuna.samplers.TPESampler, "gp": optuna.samplers.GPSampler}


def distribution_of(parameter):
    if parameter["kind"] not in ("float", "int"):
        return CategoricalDistribution(choices_of(parameter))
    distribution = FloatDistribution if parameter["kind"] == "float" else IntDistribution
    return distribution(parameter["min"], parameter["max"], log=parameter["sampling"] == "log")


def suggest(trial, parameter):
    name = parameter["name"]
    if parameter["kind"] not in ("float", "int"):
        return trial.suggest_categorical(name, choices_of(parameter))
    suggest_number = trial.suggest_float if parameter["kind"] == "float" else trial.suggest_int
    return suggest_number(name, parameter["min"], parameter["max"], log=parameter["sampling"] == "log")


class Optimiser:
    def __init__(self, sampler, parameters, seed):
        self.parameters = parameters
        self.study = optuna.create_study(sampler=SAMPLERS[sampler](seed=seed))
        self.pending = {}

    def ask(self):
        trial, values = self.study.ask(), {}
        for parameter in self.parameters:
            if is_active(parameter, values):
                values[parameter["name"]] = suggest(trial, parameter)
        self.pending[str(trial.number)] = trial
        return str(trial.number), values

    def tell(self, trial, score):
        self.study.tell(self.pending.pop(trial), score)

    def add(self, values, score):
        distributions = {p["name"]: distribution_of(p) for p in self.parameters if p["name"] in values}
        self.study.add_trial(optuna.create_trial(params=values, distributions=distributions, value=score))


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    serve(lambda parameters, seed, max_trials: Optimiser(sys.argv[1], parameters, seed))
