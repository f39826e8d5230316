"""The files by which the site is published: whole by their published schemas, pinned, and with no more rights than needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.load.changelog import load_changelog
from generator.plugin import read_project
from tests.build.conftest import PROJECT

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))


def read(path: str) -> Any:
    # GitHub reads `on` as a word, where YAML 1.1 takes it for "true".
    return yaml.load((PROJECT / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def valid(schema: str, *paths: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_files_fit_githubs_schemas() -> None:
    valid("vendor.github-workflows", *WORKFLOWS)
    valid("vendor.dependabot", PROJECT / ".github/dependabot.yml")


def test_a_wrong_workflow_would_not_pass(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("runs-on", "runs_on"), encoding="utf-8")
    with pytest.raises(AssertionError):
        valid("vendor.github-workflows", wrong)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert uses
    for action, comment in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    workflow = read(str(path.relative_to(PROJECT)))
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert "group" in workflow["concurrency"]
    for name, job in workflow["jobs"].items():
        writing = {right for right, level in job["permissions"].items() if level == "write"}
        assert writing == ({"pages", "id-token"} if name == "deploy" else set()), name
        assert int(job["timeout-minutes"]) <= 60
        for step in job["steps"]:
            assert "${{ github.event" not in step.get("run", ""), "what a contributor writes is never run"
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] == "false"


def test_only_what_was_checked_and_tested_is_published() -> None:
    jobs = read(".github/workflows/site.yml")["jobs"]
    assert set(jobs["deploy"]["needs"]) >= {"check", "test", "build"}
    assert "refs/heads/main" in jobs["deploy"]["if"] and "pull_request" in jobs["deploy"]["if"]
    runs = {name: [step.get("run") for step in job["steps"]] for name, job in jobs.items()}
    assert "make check" in runs["check"] and "make test" in runs["test"]
    assert runs["build"].index("make site") < runs["build"].index("make audit")
    preview = next(step for step in jobs["build"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert preview["if"] == "github.event_name == 'pull_request'" and preview["with"]["path"] == "site"


def test_links_to_other_sites_are_asked_apart_and_stop_nothing() -> None:
    workflow = read(".github/workflows/links.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert workflow["jobs"]["links"]["continue-on-error"] == "true"


def test_every_recipe_that_a_workflow_runs_is_there() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for path in WORKFLOWS:
        for recipe in re.findall(r"make ([\w-]+)", path.read_text(encoding="utf-8")):
            assert re.search(rf"^{recipe}:", makefile, re.MULTILINE), recipe


@pytest.mark.parametrize(
    ("check", "path"),
    [("validate-config", ".pre-commit-config.yaml"), ("validate-manifest", ".pre-commit-hooks.yaml")],
)
def test_pre_commit_takes_our_files(check: str, path: str) -> None:
    command = [sys.executable, "-m", "pre_commit", check, str(PROJECT / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_looks_at_what_the_content_is_made_of() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert hook["id"] == "evidence-map-check" and hook["language"] == "python"
    for path in ("content/studies/x.yml", "content/pages/a/b.md", "references.bib", "mkdocs.yml"):
        assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "generator/cli.py")
    done = subprocess.run(
        [sys.executable, "-m", "generator", *hook["entry"].split()[1:], "--root", "tests/small"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_repository_is_cited_as_the_version_that_is_published() -> None:
    valid("vendor.citation-file-format", PROJECT / "CITATION.cff")
    cited = read("CITATION.cff")
    edition, _ = read_project(PROJECT)
    assert (cited["version"], cited["date-released"], cited["title"]) == (edition.version, edition.date, edition.title)
    newest = load_changelog(PROJECT)[0][0]
    assert (newest.version, newest.date) == (edition.version, edition.date)
