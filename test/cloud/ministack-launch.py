"""Runs MiniStack until it is told to stop, or until whoever started it is gone: then its standard input ends."""

import os
import sys
import threading

from ministack.core import iam_actions


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


# MiniStack evaluates policies itself, but has no value for this condition key of S3: a deny of writes without it would hit every write.
context_without_precondition = iam_actions.s3_service_context


def context_with_precondition(action, query, path="", headers=None):
    context = context_without_precondition(action, query, path, headers)
    value = (headers or {}).get("if-none-match")
    return {**context, "s3:if-none-match": value} if action == "s3:PutObject" and value else context


iam_actions.s3_service_context = context_with_precondition
threading.Thread(target=end_with_parent, daemon=True).start()

from ministack.app import main  # noqa: E402  # it reads the environment, and takes the function above as it starts

main()
