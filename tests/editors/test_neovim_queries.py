"""The grammar in a real Neovim, installed as its README says."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from grammar.captures import GRAMMAR, read

README = (GRAMMAR / "README.md").read_text(encoding="utf-8")
SOURCES = sorted((Path(__file__).parents[1] / "grammar" / "queries").glob("highlights.*.mojo"))

# Reads sources with places in them; writes what Neovim shows there, and what it knows of the file.
PROGRAM = """
local cases = vim.json.decode(table.concat(vim.fn.readfile("cases.json"), "\\n"))
local answers = {}
for _, case in ipairs(cases) do
  vim.cmd.edit(case.path)
  local parser = assert(vim.treesitter.get_parser(0))
  parser:parse()
  local names = {}
  for _, place in ipairs(case.places) do
    local seen = "nothing"
    for _, capture in ipairs(vim.treesitter.get_captures_at_pos(0, place[1], place[2])) do
      local name = capture.capture
      if capture.lang == "minimojo" and not vim.list_contains({ "spell", "nospell", "none", "embedded" }, name) then
        seen = name
      end
    end
    table.insert(names, seen)
  end
  local folded = {}
  for line = 1, vim.fn.line("$") do
    table.insert(folded, vim.fn.foldlevel(line))
  end
  local loaded = {}
  for _, kind in ipairs({ "highlights", "locals", "folds", "indents", "injections", "tags" }) do
    loaded[kind] = vim.treesitter.query.get("minimojo", kind) ~= nil
  end
  table.insert(answers, { names = names, filetype = vim.bo.filetype, folded = folded, loaded = loaded })
end
vim.fn.writefile({ vim.json.encode(answers) }, "answers.json")
"""


@pytest.fixture(scope="module")
def answers(editors: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """Give what Neovim says about each of the sources."""
    home = tmp_path_factory.mktemp("home")
    environment = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
    (shell,) = [block for block in _blocks("sh") if "parser.c" in block]
    (configuration,) = [block for block in _blocks("lua") if "-- init.lua" in block]
    subprocess.run(["sh", "-euc", shell], cwd=GRAMMAR, env=environment, check=True)
    (home / ".config" / "nvim").mkdir(parents=True)
    (home / ".config" / "nvim" / "init.lua").write_text(configuration, encoding="utf-8")
    cases = []
    for path in SOURCES:
        source, notes = read(path)
        (home / path.name).write_bytes(source)
        cases.append({"path": path.name, "places": [[note.line, note.start] for note in notes]})
    (home / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    (home / "ask.lua").write_text(PROGRAM, encoding="utf-8")
    subprocess.run(
        [
            str(editors / "bin" / "nvim"),
            "--headless",
            "-i",
            "NONE",
            "-n",
            "-c",
            "luafile ask.lua",
            "-c",
            "qa!",
        ],
        cwd=home,
        env=environment,
        check=True,
        timeout=60,
    )
    return json.loads((home / "answers.json").read_text(encoding="utf-8"))


def test_colours_are_those_of_the_annotated_sources(answers: list[dict]) -> None:
    """Neovim orders captures itself: the one that wins there is the one that the sources name."""
    for path, answer in zip(SOURCES, answers, strict=True):
        notes = read(path)[1]
        wrong = [
            f"{path.name}, {note}: {name}"
            for note, name in zip(notes, answer["names"], strict=True)
            if note.wanted and note.name != name
        ]
        assert wrong == []
    assert sum(len(answer["names"]) for answer in answers) > 300


def test_every_query_is_found_and_what_can_be_folded_is(answers: list[dict]) -> None:
    """The file type is known, all queries load, functions and types fold."""
    for answer in answers:
        assert answer["filetype"] == "mojo"
        assert all(answer["loaded"].values())
    assert max(level for answer in answers for level in answer["folded"]) > 1


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
