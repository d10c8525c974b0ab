"""A test that reads Dutch reads what stands in the catalogue now, also when pytest is called by itself."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def compile_stale() -> None:
    from home.texts import compile_catalogue

    for path in ROOT.glob("site/locale/*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            compile_catalogue(path)
