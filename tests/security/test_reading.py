"""Nothing in a workspace makes us read what is outside of it and of the import roots."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from command_line import minimojo
from minimojo.cli.dependencies import Dependencies
from minimojo.cli.files import Foreign, Source, sources
from minimojo.config.reading import configuration_of
from minimojo.lsp.projects import Projects
from minimojo.workspace.files import Disk, DiskByUri, local_path
from minimojo.workspace.workspace import Workspace
from security.workspaces import FINDING, SECRET, SPOILT, Scene, program, scene, ways_out


@pytest.fixture
def place(tmp_path: Path) -> Scene:
    return scene(tmp_path)


def codes(workspace: Workspace, path: str, text: str) -> set[str]:
    workspace.open(path, text.encode())
    return {it.code for it in workspace.analysis(path).findings}


def test_the_secret_is_found_where_it_may_be(place: Scene) -> None:
    """What the other tests are worth: from inside, the same programs are told of."""
    place.write(f"{SECRET}.mojo", place.secret.read_text())
    place.link("inside.mojo", place.workspace / f"{SECRET}.mojo")
    for name in (SECRET, "inside"):
        workspace = Workspace(Disk(), [str(place.workspace)])
        text = program(f"from {name} import {SECRET}")
        assert codes(workspace, str(place.workspace / "main.mojo"), text) == {FINDING}


def test_no_import_leads_out_of_the_named_folder(place: Scene) -> None:
    for name, text in ways_out(place).items():
        workspace = Workspace(Disk(), [str(place.workspace)])
        assert FINDING not in codes(workspace, str(place.workspace / "main.mojo"), text), name


def test_no_import_leads_out_of_the_folder_of_a_single_file(place: Scene) -> None:
    for name, text in ways_out(place).items():
        workspace = Workspace(Disk())
        assert FINDING not in codes(workspace, str(place.workspace / "main.mojo"), text), name


def test_no_import_leads_out_of_an_open_folder(place: Scene) -> None:
    folder = place.workspace.as_uri()
    for name, text in ways_out(place).items():
        workspace = Workspace(DiskByUri(), [folder], folders=[folder])
        assert FINDING not in codes(workspace, f"{folder}/main.mojo", text), name
        assert workspace.submodules(f"{folder}/main.mojo", "folder") == ()
        assert workspace.submodules(f"{folder}/main.mojo", "..") == ()


@pytest.mark.parametrize("mark", [".git/HEAD", "pixi.toml", "__init__.mojo"])
def test_a_project_or_package_above_an_open_folder_is_not_read(place: Scene, mark: str) -> None:
    """A home folder under version control, for one: it is not what somebody opened."""
    above = place.workspace.parent
    (above / mark).parent.mkdir(exist_ok=True)
    (above / mark).write_text("", encoding="utf-8")
    place.write("__init__.mojo", "")
    (above / f"{SECRET}.mojo").write_text(place.secret.read_text(encoding="utf-8"), encoding="utf-8")
    main, folder = f"{place.workspace.as_uri()}/main.mojo", place.workspace.as_uri()
    for name in (SECRET, f"..{SECRET}", f"b.{SECRET}"):
        workspace = Workspace(DiskByUri(), [folder], folders=[folder])
        assert FINDING not in codes(workspace, main, program(f"from {name} import {SECRET}")), name
        assert SECRET not in {*workspace.submodules(main, ""), *workspace.submodules(main, "..")}
    # What is found in the project of a file that is opened by itself is not decided by a folder.
    alone = Workspace(DiskByUri())
    assert FINDING in codes(alone, main, program(f"from {SECRET} import {SECRET}"))


def test_a_package_that_is_opened_knows_its_name(place: Scene) -> None:
    place.write("__init__.mojo", "")
    place.write(f"{SECRET}.mojo", place.secret.read_text(encoding="utf-8"))
    folder = place.workspace.as_uri()
    workspace = Workspace(DiskByUri(), [folder], folders=[folder])
    text = program(f"from workspace.{SECRET} import {SECRET}")
    assert codes(workspace, f"{folder}/main.mojo", text) == {FINDING}


@pytest.mark.parametrize(
    ("uri", "system", "path"),
    [
        ("file:///a/b.mojo", "posix", "/a/b.mojo"),
        ("file://localhost/a%20b", "posix", "/a b"),
        ("file://host/share/b.mojo", "posix", None),
        ("file:///c%3A/b.mojo", "nt", "c:/b.mojo"),
        ("file://host/share/b.mojo", "nt", None),
        ("file:////host/share/b.mojo", "nt", None),
        ("file:///%5C%5Chost/share", "nt", None),
        ("file:///%2Fhost/share", "nt", None),
        ("http:///a/b.mojo", "posix", None),
        ("untitled:Untitled-1", "posix", None),
    ],
)
def test_uris_of_other_computers_name_no_file(uri: str, system: str, path: str | None) -> None:
    assert local_path(urlsplit(uri), system) == path


def test_an_import_in_a_file_of_another_computer_reads_nothing_here(place: Scene) -> None:
    """Its path is one of that computer."""
    for host in ("host", "localhost.evil", "127.0.0.1", "%6c"):
        uri = f"file://{host}{place.outside.as_posix()}/main.mojo"
        assert FINDING not in codes(Workspace(DiskByUri()), uri, program(f"from {SECRET} import {SECRET}"))
        place.outside.joinpath("minimojo.toml").write_text('select = ["missing-return"]', encoding="utf-8")
        assert Projects().selection(uri) == Projects().selection("untitled:a")


def test_a_link_into_an_import_root_is_followed(place: Scene) -> None:
    place.link("folder", place.outside)
    workspace = Workspace(Disk(), [str(place.workspace), str(place.outside)])
    text = program(f"from folder.{SECRET} import {SECRET}")
    assert codes(workspace, str(place.workspace / "main.mojo"), text) == {FINDING}


def test_a_package_reads_what_is_above_it_in_the_package(place: Scene) -> None:
    place.write("top/__init__.mojo", "")
    place.write("top/below/__init__.mojo", "")
    place.write(f"top/{SECRET}.mojo", place.secret.read_text())
    workspace = Workspace(Disk(), [str(place.workspace)])
    text = program(f"from ..{SECRET} import {SECRET}")
    assert codes(workspace, str(place.workspace / "top/below/main.mojo"), text) == {FINDING}


def test_the_files_of_an_open_folder_are_those_in_it(place: Scene) -> None:
    ways_out(place)
    place.write("own.mojo", "")
    folder = place.workspace.as_uri()
    workspace = Workspace(DiskByUri(), folders=[folder])
    assert {it.removeprefix(folder) for it in workspace.keys} == {"/own.mojo", "/deep/__init__.mojo"}


def test_a_folder_is_searched_without_links_out_of_it(place: Scene) -> None:
    ways_out(place)
    own = place.write("own.mojo", "")
    place.link("own_link.mojo", own)
    found = list(sources([place.workspace]))
    names = {Path(it.path).name for it in found if isinstance(it, Source)}
    assert names == {"own.mojo", "__init__.mojo"}
    foreign = {Path(it.path).name for it in found if isinstance(it, Foreign)}
    assert foreign == {"linked.mojo", "first.mojo", "__init__.mojo"}


def test_a_link_that_is_named_is_read(place: Scene) -> None:
    link = place.link("linked.mojo", place.secret)
    assert [type(it) for it in sources([link])] == [Source]


def test_links_out_are_told_of(place: Scene) -> None:
    place.link("linked.mojo", place.secret)
    run = minimojo("check", "--no-cache", place.workspace)
    assert run.returncode == 0
    assert "linked.mojo is passed over: it is a link to elsewhere" in run.stderr


def test_what_is_kept_of_earlier_checks_depends_on_nothing_outside(place: Scene) -> None:
    texts = ways_out(place)
    for number, text in enumerate(texts.values()):
        place.write(f"main{number}.mojo", text)
    here = [it for it in sources([place.workspace]) if isinstance(it, Source)]
    dependencies = Dependencies((str(place.workspace),))
    before = _digests(dependencies, here)
    for path in (place.secret, place.outside / "__init__.mojo", place.outside.parent / f"a/{SECRET}.mojo"):
        path.write_text("# changed\n", encoding="utf-8")
    assert _digests(Dependencies((str(place.workspace),)), here) == before


def _digests(dependencies: Dependencies, here: list[Source]) -> list[bytes]:
    dependencies.add(here)
    return [dependencies.digest(it.path) for it in here]


@pytest.mark.parametrize("name", ["minimojo.toml", "pyproject.toml"])
def test_a_configuration_is_no_link_out_of_its_folder(place: Scene, name: str) -> None:
    elsewhere = place.outside / "config.toml"
    elsewhere.write_text(
        'import-roots = ["lib"]\n[tool.minimojo]\nimport-roots = ["lib"]\n', encoding="utf-8"
    )
    place.link(name, elsewhere)
    reading = configuration_of(place.workspace, place.workspace)
    assert reading.located.config.import_roots == ()
    assert [it.partition(": ")[2] for it in reading.problems] == [
        "the file is a link that leads out of its folder"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_no_file_is_not_waited_for(place: Scene) -> None:
    os.mkfifo(place.workspace / "pipe.mojo")
    os.mkfifo(place.workspace / "minimojo.toml")
    place.link("zero.mojo", Path("/dev/zero"))
    place.write("main.mojo", f"from pipe import x\nfrom zero import y\n{SPOILT}")
    run = minimojo("check", "--no-cache", place.workspace, timeout=60)
    assert "redundant-transfer" in run.stdout
