"""Serves an optimiser by ask-tell's lines of JSON (docs/ask-tell.md), and what all peers need of a search space."""

import json
import sys
import traceback


class Done(Exception):
    """There is nothing left to suggest."""


def serve(optimiser_of):
    """Answers each line until the input ends.

    `optimiser_of(study)` gets the message `create` and makes an optimiser that minimises, with

    - `ask() -> (id, values)`, or `(id, values, from_epoch, to_epoch)` where the study has `maxEpochs`, or None to wait
      until a pending trial is told;
    - `tell(id, score, epoch) -> whether the trial trains on`; None for the epoch is a whole training;
    - `add(values, score)` too if it can be given a history (`{"op": "history", "trials": [...]}`).
    """
    answers, optimiser = sys.stdout, None
    sys.stdout = sys.stderr  # some optimisers print what they found
    for line in sys.stdin:
        try:
            message = json.loads(line)
            if message["op"] == "create":
                optimiser = optimiser_of(message)
                answer = {"ok": True}
            else:
                answer = answer_of(optimiser, message)
        except Done:
            answer = {"done": True}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": {"code": type(error).__name__, "message": str(error)}}
        print(json.dumps(answer), file=answers, flush=True)


def answer_of(optimiser, message):
    if message["op"] == "ask":
        asked = optimiser.ask()
        return {"trial": dict(zip(("id", "values", "fromEpoch", "toEpoch"), asked))} if asked else {"wait": True}
    if message["op"] == "tell":
        return {"continue": bool(optimiser.tell(message["trial"], message["score"], message.get("epoch")))}
    if message["op"] == "history":
        for trial in message["trials"]:
            optimiser.add(trial["values"], trial["score"])
        return {"ok": True}
    raise ValueError("unknown op " + message["op"])


def is_active(parameter, values):
    """Whether all conditions of a parameter hold, given the values of the active parameters before it."""
    return all(values.get(condition["parameter"]) in condition["in"] for condition in parameter.get("when", []))


def choices_of(parameter):
    """The values of a parameter that is a choice or a boolean."""
    return [False, True] if parameter["kind"] == "boolean" else parameter["values"]
