"""Run the suite in a process of its own (its settings are not the site's) and print the counts as JSON."""

import json
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def main() -> int:
    sys.path[:1] = [str(HERE), str(ROOT)]
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"CONFORMANCE_DIR": scratch, "DJANGO_SETTINGS_MODULE": "settings"}
        import fixture

        fixture.write(Path(scratch) / "fixtures" / "search.json")
        result = run_suite()
    counts = {
        "run": result.testsRun,
        "failed": [str(test) for test, _ in [*result.failures, *result.errors]],
        "skipped": [f"{test}: {reason}" for test, reason in result.skipped],
        "expected_failures": len(result.expectedFailures),
    }
    print(json.dumps(counts))
    return bool(counts["failed"])


def run_suite():
    import django
    from django.test.runner import DiscoverRunner

    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    suite = runner.build_suite(["suite"])
    databases = runner.setup_databases()
    try:
        return runner.run_suite(suite)
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    sys.exit(main())
