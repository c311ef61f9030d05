"""When Python looks for garbage that stands in circles, which almost nothing here does."""

import gc


def seldom() -> None:
    """For a program that has started: what is here now stays, and what is made goes by itself.

    Python's own pace, a round every two thousand new things, takes a fifth of the time of reading a
    log.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
