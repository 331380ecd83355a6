"""Optuna's samplers and pruners behind ask-tell: `optuna_peer.py tpe|gp [hyperband|median]`."""

import sys

import optuna
from ask_tell import choices_of, is_active, serve
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

SAMPLERS = {"tpe": optuna.samplers.TPESampler, "gp": optuna.samplers.GPSampler}

PRUNERS = {
    "none": lambda epochs: optuna.pruners.NopPruner(),
    "hyperband": lambda epochs: optuna.pruners.HyperbandPruner(min_resource=1, max_resource=epochs, reduction_factor=3),
    "median": lambda epochs: optuna.pruners.MedianPruner(),
}


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
    def __init__(self, study, sampler, pruner="none"):
        self.parameters, self.epochs = study["space"]["parameters"], study.get("maxEpochs")
        # Hyperband's pruner deals trials to its brackets by the study's name, which is random unless it is given.
        self.study = optuna.create_study(
            study_name=f"seed {study['seed']}",
            sampler=SAMPLERS[sampler](seed=study["seed"]),
            pruner=PRUNERS[pruner](self.epochs),
        )
        self.pending = {}

    def ask(self):
        trial, values = self.study.ask(), {}
        for parameter in self.parameters:
            if is_active(parameter, values):
                values[parameter["name"]] = suggest(trial, parameter)
        self.pending[str(trial.number)] = trial
        return (str(trial.number), values, 0, self.epochs) if self.epochs else (str(trial.number), values)

    def tell(self, number, score, epoch):
        trial = self.pending[number]
        if epoch is not None:
            trial.report(score, epoch)
        if epoch == self.epochs:
            self.study.tell(trial, score)
        elif trial.should_prune():
            self.study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        else:
            return True
        del self.pending[number]
        return False

    def add(self, values, score):
        distributions = {p["name"]: distribution_of(p) for p in self.parameters if p["name"] in values}
        self.study.add_trial(optuna.create_trial(params=values, distributions=distributions, value=score))


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    serve(lambda study: Optimiser(study, *sys.argv[1:]))
