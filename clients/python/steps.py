"""How the programs report: as the Test Anything Protocol has it."""

import sys
import traceback

failed = False


def step(title):
    """Runs a function at once, as a step of the program."""

    def run(work):
        global failed
        try:
            work()
            print(f"ok - {title}", flush=True)
        except Exception:
            failed = True
            print(f"not ok - {title}", flush=True)
            print(traceback.format_exc().replace("\nok", "\n ok"), flush=True)
        return work

    return run


def end():
    sys.exit(1 if failed else 0)
