"""The house's boundaries that import-linter does not see."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MODULES = sorted((ROOT / "ishreja").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, dotted."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_pages_draw_and_leave_storage_intake_and_access_to_others(page: Path) -> None:
    forbidden = ("ishreja.storage", "ishreja.intake", "ishreja.access", "duckdb", "pandas", "openpyxl")
    assert not [name for name in imported(page) if name.startswith(forbidden)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_pages_are_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 70


def test_the_composition_root_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 80


def test_every_screen_of_the_navigation_has_its_page() -> None:
    shell = (ROOT / "ishreja" / "ui" / "shell.py").read_text(encoding="utf-8")
    assert all(f'"{page.name}"' in shell for page in PAGES)


def test_session_state_keys_live_in_one_module() -> None:
    for module in [*MODULES, *PAGES]:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.session_state":
                assert not isinstance(node.slice, ast.Constant), f"{module.name}:{node.lineno} names a key itself"


def test_nothing_is_drawn_apart_from_its_page() -> None:
    """A fragment or a dialog runs without its page, and so without what the page asks first: who acts."""
    for module in [*MODULES, *PAGES]:
        named = {ast.unparse(node) for node in ast.walk(ast.parse(module.read_text("utf-8")))}
        assert not named & {"st.fragment", "st.dialog", "st.experimental_fragment"}, module.name


def test_every_file_is_handed_out_by_the_one_function_that_asks_for_whom() -> None:
    for module in [*MODULES, *PAGES]:
        if module.name != "downloads.py":
            assert "download_button" not in module.read_text("utf-8"), module.name


def test_the_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (told,) = [line for line in readme.splitlines() if line.startswith("The code is laid out in rooms")]
    rooms = {path.parent.name for path in (ROOT / "ishreja").glob("*/__init__.py")}
    assert sorted(room for room in rooms if f"`{room}`" not in told and f"`ishreja/{room}`" not in told) == []


def test_no_module_is_longer_than_a_person_reads() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_reading_a_plan_at_the_command_line_needs_neither_streamlit_nor_plotly() -> None:
    code = "import sys, ishreja.__main__; print({'streamlit', 'plotly', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
