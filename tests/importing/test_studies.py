"""Coded projects of QDA programs: what becomes a study, and what is said of the rest."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.qda_archive import Archive
from generator.importing.remarks import ImportRefused, WronglyCalled
from generator.importing.studies import StudyImport, import_study
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.load.located_yaml import read_yaml
from generator.load.validation import validate
from generator.model.study import Study

SAMPLES = Path(__file__).parent / "samples"

PLAIN = "Interviewer: How is the kettle?\nAnna: It was 😀 very slow.\nAnd so – loud!\nTom: We had no cups."
"""A made-up interview, with a character beyond U+FFFF."""

HEAD = 'xmlns="urn:QDA-XML:project:1.0" name="Made-up" origin="{origin}"'
CODES = """<CodeBook><Codes>
  <Code guid="{{AAAAAAAA-0000-0000-0000-000000000001}}" name="The kettle" isCodable="true" color="#F00082">
    <Description>What was said of it.</Description>
    <Code guid="AAAAAAAA-0000-0000-0000-000000000002" name="Boiling" isCodable="false">
      <Code guid="AAAAAAAA-0000-0000-0000-000000000003" name="Slow" isCodable="true">
        <Code guid="AAAAAAAA-0000-0000-0000-000000000004" name="Very slow" isCodable="true"/>
      </Code>
    </Code>
  </Code>
  <Code guid="AAAAAAAA-0000-0000-0000-000000000005" name="Cups" isCodable="true"/>
  <Code guid="AAAAAAAA-0000-0000-0000-000000000006" name="cups" isCodable="true"/>
</Codes></CodeBook>"""
KETTLE, BOILING, SLOW, VERY_SLOW, CUPS = (f"aaaaaaaa-0000-0000-0000-00000000000{n}" for n in range(1, 6))


def selection(words: str, *codes: str, guid: str = "", name: str = "", text: str = PLAIN) -> str:
    """Return a coded passage at the place of its words in a text, counted as the standard says."""
    start = text.index(words)
    codings = "".join(f'<Coding guid="c" creatingUser="u"><CodeRef targetGUID="{code}"/></Coding>' for code in codes)
    place = f'startPosition="{start}" endPosition="{start + len(words)}"'
    return f'<PlainTextSelection guid="{guid}" name="{name}" {place}>{codings}</PlainTextSelection>'


def qde(sources: str, *, origin: str = "Test 1.0", head: str = HEAD, before: str = "", after: str = "") -> str:
    """Return a project."""
    codes = CODES.replace("{{", "{").replace("}}", "}")
    inner = f"{codes}{before}<Sources>{sources}</Sources>{after}"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Project {head.format(origin=origin)}>{inner}</Project>'


def source(selections: str, rest: str = "") -> str:
    """Return a document with passages."""
    return f'<TextSource guid="S1" name="Interview 1" plainTextPath="internal://S1.txt">{selections}{rest}</TextSource>'


Import = Callable[..., tuple[StudyImport, Study]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small knowledge base, copied."""
    shutil.copytree(SAMPLES.parents[1] / "small", tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def take(project: Path, tmp_path: Path) -> Import:
    """Import a project as the study `gamma2022` and read the study."""

    def run(
        xml: str | bytes, texts: dict[str, bytes] | None = None, name: str = "project.qde"
    ) -> tuple[StudyImport, Study]:
        path = tmp_path / "x.qdpx"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(name, xml)
            for member, raw in ({"Sources/S1.txt": PLAIN.encode()} if texts is None else texts).items():
                file.writestr(member, raw)
        report = import_study(project, path, "gamma2022", force=True)
        return report, read(project)

    return run


def read(project: Path) -> Study:
    document = read_yaml(project / "content/studies/gamma2022.yml", "gamma2022.yml")
    study, problems = validate(Study, document)
    assert [*document.diagnostics, *problems] == []
    assert study is not None
    return study


def test_the_tree_has_three_levels_and_what_stood_deeper_is_said(take: Import) -> None:
    report, study = take(qde(source("")))
    assert [(node.id, node.label) for theme in study.themes for node in theme.walk()] == [
        ("the-kettle", "The kettle"),
        ("boiling", "Boiling"),
        ("slow", "Slow"),
        ("very-slow", "Very slow"),
        ("cups", "Cups"),
        ("cups-2", "cups"),
    ]
    assert study.themes[0].definition == "What was said of it."
    assert [code.id for code in study.themes[0].subthemes[0].codes] == ["slow", "very-slow"]
    assert (report.themes, report.subthemes, report.codes) == (3, 1, 2)
    assert any("`Very slow` below `Slow`" in remark.message for remark in report.remarks)


def test_quotations_have_their_words_place_and_codes(take: Import) -> None:
    passages = (
        selection("We had no cups.", CUPS)
        + selection("It was 😀 very slow.\nAnd so – loud!", SLOW, VERY_SLOW.upper())
        + selection("It was 😀 very slow.\nAnd so – loud!", f"{{{KETTLE}}}")
    )
    report, study = take(qde(source(passages)))
    assert [(quote.id, quote.text, quote.illustrates) for quote in study.quotes] == [
        ("q01", "It was 😀 very slow.\nAnd so – loud!", ("slow", "very-slow", "the-kettle")),
        ("q02", "We had no cups.", ("cups",)),
    ]
    assert str(study.quotes[1].where[0]) == "Interview 1, characters 78-93"
    assert report.quotations == 2
    assert {(quote.speaker, quote.attribution) for quote in study.quotes} == {(None, "ambiguous")}


@pytest.mark.parametrize(
    ("origin", "head", "folder", "raw"),
    [
        ("MAXQDA 24", HEAD, "Sources/", PLAIN.encode()),
        ("ATLAS.ti Win 23.4.0", HEAD.replace("project:1.0", "project:1.5"), "Sources\\", PLAIN.encode()),
        ("NVivo for Mac 15.0.0", HEAD.replace("project:1.0", "project:1:0"), "sources/", PLAIN.encode()),
        ("QualCoder 3.8", HEAD, "Sources/", PLAIN.encode("utf-8-sig")),
        ("qc 1.3.2", HEAD, "", PLAIN.encode()),
        ("no namespace", HEAD.partition(" ")[2], "folder/sources/", PLAIN.encode()),
    ],
)
def test_programs_differ_in_namespace_folder_and_mark(
    origin: str, head: str, folder: str, raw: bytes, take: Import
) -> None:
    report, study = take(qde(source(selection("very slow", SLOW)), origin=origin, head=head), {f"{folder}s1.TXT": raw})
    assert [quote.text for quote in study.quotes] == ["very slow"]
    assert report.origin == origin


@pytest.mark.parametrize(
    ("counted", "stored", "way"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\r\n"), ""),
        (PLAIN, PLAIN.replace("\n", "\r\n"), "line ends counted as one character"),
        (PLAIN.replace("\n", "\r\n"), PLAIN, "line ends counted as two characters"),
        ("\ufeff" + PLAIN, "\ufeff" + PLAIN, "the byte order mark counted"),
        (PLAIN.replace("😀", "ab"), PLAIN, "in UTF-16 units"),
    ],
    ids=["standard", "CRLF", "CRLF as one", "LF as two", "mark counted", "UTF-16"],
)
def test_names_of_passages_show_how_a_program_counts(counted: str, stored: str, way: str, take: Import) -> None:
    passages = selection("And so – loud!", SLOW, name="And so – loud!", text=counted) + selection(
        "We had no cups.", CUPS, name="We had no…", text=counted
    )
    report, study = take(qde(source(passages)), {"sources/S1.txt": stored.encode()})
    assert [quote.text for quote in study.quotes] == ["And so – loud!", "We had no cups."]
    said = [remark.message for remark in report.remarks if "positions were read" in remark.message]
    assert bool(said) == bool(way)
    assert all(way in message for message in said)


def test_passages_that_read_otherwise_than_their_names_are_said(take: Import) -> None:
    passages = selection("And so – loud!", SLOW, name="We had no cups.") + selection("very slow", SLOW, name="My title")
    report, study = take(qde(source(passages)))
    assert len(study.quotes) == 2
    assert any("1 of 1 passages read otherwise" in remark.message for remark in report.remarks)


def test_speakers_come_from_cases_and_variables(take: Import) -> None:
    both = '<Case guid="k{0}" name="P{0}"><SourceRef targetGUID="S1"/></Case>'
    exact = '<Cases><Case guid="k1" name="P1"><SelectionRef targetGUID="g1"/></Case>' + both.format(2) + "</Cases>"
    passages = selection("very slow", SLOW, guid="{G1}") + selection("no cups", CUPS, guid="g2")
    _, study = take(qde(source(passages), before=exact))
    assert [(quote.speaker, quote.attribution) for quote in study.quotes] == [("P1", "certain"), ("P2", "probable")]
    _, study = take(qde(source(passages), before="<Cases>" + both.format(1) + both.format(2) + "</Cases>"))
    assert {(quote.speaker, quote.attribution) for quote in study.quotes} == {(None, "ambiguous")}
    assert study.quotes[0].alternatives == ("It may be P1.", "It may be P2.")
    variable = '<Variables><Variable guid="v" name="Participant" typeOfVariable="Text"/></Variables>'
    value = '<VariableValue><VariableRef targetGUID="v"/><TextValue>P7</TextValue></VariableValue>'
    _, study = take(qde(source(passages, value), before=variable))
    assert {quote.speaker for quote in study.quotes} == {"P7"}


def test_what_is_not_carried_over_is_counted_in_words(take: Import) -> None:
    others = (
        '<PictureSource guid="p"><PictureSelection guid="ps"><Coding guid="x"><CodeRef targetGUID="y"/></Coding>'
        "</PictureSelection></PictureSource>"
        '<PDFSource guid="d" name="Paper.pdf"><PDFSelection guid="same"/><PDFSelection guid="only-here"/>'
        '<Representation guid="r" plainTextPath="internal://r.txt">'
        f"{selection('no cups', CUPS, guid='same')}</Representation></PDFSource>"
        '<AudioSource guid="a" path="relative:///a.m4a"/>'
    )
    passages = (
        selection("very slow", SLOW)
        + selection("loud", "bbbbbbbb")
        + selection("Tom")
        + '<PlainTextSelection guid="z" startPosition="9999" endPosition="10000"><Coding guid="c">'
        f'<CodeRef targetGUID="{SLOW}"/></Coding></PlainTextSelection>' + '<TextSource guid="t"/>'
    )
    after = '<Notes><Note guid="n"/><Note guid="m"/></Notes><Sets/><Graphs><Graph guid="g"/></Graphs>'
    texts = {"sources/S1.txt": PLAIN.encode(), "sources/r.txt": PLAIN.encode()}
    report, study = take(qde(source(passages) + others, after=after), texts)
    assert [(quote.text, str(quote.where[0]).partition(",")[0]) for quote in study.quotes] == [
        ("very slow", "Interview 1"),
        ("no cups", "Paper.pdf"),
    ]
    assert set(report.left) == {
        "1 picture",
        "1 part of a picture",
        "1 audio recording",
        "1 passage marked on a PDF page",
        "2 memos",
        "1 graph",
        "1 passage with codes that the codebook does not have",
        "1 passage without a code",
        "1 passage whose positions are not in its text",
    }


def test_a_text_that_is_not_in_the_file_is_said_and_never_looked_for_elsewhere(take: Import, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PLAIN, encoding="utf-8")
    for address in (f"absolute://{tmp_path}/secret.txt", "relative:///secret.txt", "internal://../secret.txt", ""):
        xml = qde(source(selection("very slow", SLOW)).replace("internal://S1.txt", address))
        report, study = take(xml, {})
        assert study.quotes == ()
        assert report.left == ["1 passage of a document whose text is not in the file"]


def test_a_codebook_of_taguette_gives_the_tree_alone(project: Path) -> None:
    report = import_study(project, SAMPLES / "taguette.qdc", "gamma2022")
    assert report.origin == "Taguette 1.5.2"
    assert [theme.label for theme in read(project).themes] == [
        "interesting", "kettle", "kettle.slow", "kettle.noise", "tea & cups <2>",
    ]  # fmt: skip
    assert report.left == []
    assert any("2 codes have `.` in their names" in remark.message for remark in report.remarks)


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:1.0"]
)
def test_codebooks_of_other_programs(namespace: str, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "codes.xml"
    path.write_text(
        f'\ufeff<?xml version="1.0" encoding="utf-8"?><c:CodeBook xmlns:c="{namespace}" origin="ATLAS.ti Win 9">'
        '<c:Codes><c:Code guid="1" name="A::B"><c:Description>D &lt;1&gt;</c:Description></c:Code></c:Codes>'
        '<c:Sets><c:Set guid="2" name="S"><c:MemberCode guid="1"/></c:Set></c:Sets></c:CodeBook>',
        encoding="utf-8",
    )
    report = import_study(project, path, "gamma2022")
    assert read(project).themes[0].definition == "D <1>"
    assert report.left == ["1 set of codes or documents"]


def test_the_file_invents_nothing_and_says_what_to_fill_in(take: Import, project: Path) -> None:
    _, study = take(qde(source("")))
    text = (project / "content/studies/gamma2022.yml").read_text(encoding="utf-8")
    assert text.count("TODO") > 5
    facts = [study.sample.size, study.balint_group.mode, study.methods and study.methods.ethics]
    assert [fact and fact.status for fact in facts] == ["unknown"] * 3
    assert study.setting.country == "unknown"
    assert study.references.list == "not_available"
    assert study.short_name == "Gamma 2022"


def test_the_short_name_comes_from_the_bibliography(take: Import, project: Path) -> None:
    with (project / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n@book{gamma2022, author = {van Gamma, G.}, title = {T}, publisher = {P}, year = {2021}}\n")
    report, study = take(qde(source("")))
    assert study.short_name == "Gamma 2021"
    assert not any("no entry" in remark.message for remark in report.remarks)


def test_an_imported_study_takes_its_place_in_the_knowledge_base(take: Import, project: Path) -> None:
    take(qde(source(selection("very slow", SLOW))))
    corpus = load_corpus(project)
    assert [problem for problem in corpus.diagnostics if "gamma2022" in problem.location.path] == []
    base = link(corpus)
    assert base.quotes["gamma2022.q01"].quote.text == "very slow"


def test_a_file_that_is_there_stays_unless_forced(project: Path) -> None:
    path = project / "content/studies/alpha2020.yml"
    before = path.read_bytes()
    with pytest.raises(WronglyCalled, match="there already"):
        import_study(project, SAMPLES / "taguette.qdc", "alpha2020")
    assert path.read_bytes() == before
    import_study(project, SAMPLES / "taguette.qdc", "alpha2020", force=True)
    assert b"Taguette" in path.read_bytes()


@pytest.mark.parametrize("study", ["../evil", "Evil", "a/b", "", "con", "x.yml", "a" * 81])
def test_an_id_that_is_none_is_refused(study: str, project: Path) -> None:
    with pytest.raises(WronglyCalled):
        import_study(project, SAMPLES / "taguette.qdc", study)
    assert sorted(path.name for path in (project / "content/studies").iterdir()) == ["alpha2020.yml", "beta2021.yml"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("xml", "line", "message"),
    [
        (f'<?xml version="1.0"?>\n{BOMB}<CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>', 2, "document type"),
        (
            f"{OUTSIDE}<CodeBook><Codes><Code name='x'><Description>&a;</Description></Code></Codes></CodeBook>",
            1,
            "document type",
        ),
        ("<CodeBook>\n<Codes>\n<Code></Codes></CodeBook>", 3, "mismatched tag"),
        ("<CodeBook><Codes><Code name='&undefined;'/></Codes></CodeBook>", 1, "undefined entity"),
        ("<html/>", 1, "`html` is no REFI-QDA"),
        ("<CodeBook><Codes/></CodeBook>", 0, "no codes"),
        ("<CodeBook><Codes>" + "<Code name='x'>" * 200 + "</Code>" * 200 + "</Codes></CodeBook>", 1, "deeper than"),
        ("", 1, "no element found"),
        ("\x00\x01", 1, "not well-formed"),
    ],
)
def test_bad_and_harmful_xml_is_refused_with_its_line(
    xml: str, line: int, message: str, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.qdc"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(ImportRefused, match=re.escape(message)) as refused:
        import_study(project, path, "gamma2022")
    assert refused.value.reasons[0].location.line == line
    assert not (project / "content/studies/gamma2022.yml").exists()


def test_zip_members_are_read_up_to_a_limit_and_nothing_is_unpacked(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("project.qde", qde(source(selection("very slow", SLOW))))
        file.writestr("../../sources/S1.txt", b"a" * 30_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ImportRefused, match="unpacks to more than"):
        import_study(project, path, "gamma2022")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["bomb.qdpx", "project"]
    monkeypatch.setattr("generator.importing.qda_archive.MAX_MEMBERS", 1)
    with pytest.raises(ImportRefused, match="more than 1 files"):
        import_study(project, path, "gamma2022")


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_damaged_zip_is_refused(cut: int, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("project.qde", qde(source(selection("very slow", SLOW))))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(ImportRefused, match="damaged"):
        import_study(project, path, "gamma2022")


def test_a_zip_without_a_project_is_refused(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    with pytest.raises(ImportRefused, match="holds no"):
        Archive(path)


def test_text_that_yaml_could_misread_comes_out_as_it_went_in(take: Import) -> None:
    words = 'He said: "no" # \\ \u2028 \u0085 {x} \ttab — ’é\ufeff'
    xml = qde(source(selection(words, SLOW, text=words)))
    _, study = take(xml, {"Sources/S1.txt": words.encode()})
    assert study.quotes[0].text == words.replace("\u0085", "").strip()
