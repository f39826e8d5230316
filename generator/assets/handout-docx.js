// A handout as a word processor's document (ECMA-376, WordprocessingML): real headings, lists, tables, and properties.

import { STYLES } from "./handout-docx-styles.js";
import { zip } from "./handout-zip.js";

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const BULLETS = 1;
const REFERENCES = 2;
const CHECKLIST = 3;
const FIRST_STEPS = 4;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Return text for XML 1.0: marks as entities, without the characters that no XML may hold. */
export const xml = (text) => [...text].filter(allowed).join("").replace(/[&<>"]/g, (mark) => ENTITIES[mark]);

function allowed(character) {
  const code = character.codePointAt(0);
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

const run = (text, properties = "") =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${xml(text)}</w:t></w:r>`;

const runs = (all) =>
  all.map((piece) => run(piece.text, piece.strong ? "<w:b/>" : piece.cites ? '<w:rStyle w:val="Citation"/>' : "")).join("");

const paragraph = (style, content, more = "") => `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${content}</w:p>`;

const numbered = (id) => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`;

/** The making of the body; every numbered list gets a number of its own, so that each begins at 1. */
class Body {
  lists = 0;

  items(block, style, id) {
    return block.items.map((item) => paragraph(style, runs(item), numbered(id))).join("");
  }

  block(block) {
    switch (block.kind) {
      case "heading":
        return paragraph(`Heading${block.level}`, runs(block.runs));
      case "paragraph":
        return paragraph("BodyText", runs(block.runs));
      case "note":
        return paragraph("Note", block.lines.map((line) => run(line)).join("<w:r><w:br/></w:r>"));
      case "quote":
        return paragraph("Quote", run("“") + runs(block.words) + run("”"), "<w:keepNext/>") + paragraph("QuoteSource", run(block.source));
      case "list":
        return this.items(block, "ListBullet", BULLETS);
      case "checklist":
        return this.items(block, "ListBullet", CHECKLIST);
      case "steps":
        this.lists += 1;
        return this.items(block, "ListNumber", FIRST_STEPS + this.lists - 1);
      default:
        return this.table(block);
    }
  }

  table(block) {
    const width = Math.floor(9860 / block.head.length);
    const cell = (content, bold) =>
      `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph("TableText", runs(bold ? content.map((piece) => ({ ...piece, strong: true })) : content))}</w:tc>`;
    const row = (cells, head) =>
      `<w:tr><w:trPr><w:cantSplit/>${head ? "<w:tblHeader/>" : ""}</w:trPr>${cells.map((content) => cell(content, head)).join("")}</w:tr>`;
    return (
      (block.caption ? paragraph("Caption", run(block.caption), "<w:keepNext/>") : "") +
      `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1"/>${block.caption ? `<w:tblCaption w:val="${xml(block.caption)}"/>` : ""}</w:tblPr>` +
      `<w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(block.head.length)}</w:tblGrid>` +
      `${row(block.head, true)}${block.rows.map((cells) => row(cells, false)).join("")}</w:tbl>${paragraph("TableText", "")}`
    );
  }
}

function documentXml(made, body) {
  const content = [
    made.audience ? paragraph("Audience", run(made.audience)) : "",
    paragraph("Title", run(made.title)),
    made.by ? paragraph("Subtitle", run(made.by)) : "",
    ...made.blocks.map((block) => body.block(block)),
    made.works.length ? paragraph("Heading1", run("References")) : "",
    ...made.works.map((work) => paragraph("Bibliography", run(work.text), numbered(REFERENCES))),
    ...made.imprint.map((sentence, place) => paragraph(place ? "Imprint" : "ImprintFirst", run(sentence))),
  ];
  // A4 in twentieths of a point; margins of 16, 18 and 18 millimetres.
  const section =
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="907" w:right="1021" w:bottom="1021" w:left="1021" w:header="510" w:footer="510" w:gutter="0"/></w:sectPr>';
  return `${HEAD}<w:document ${W} ${R}><w:body>${content.join("")}${section}</w:body></w:document>`;
}

function numberingXml(lists) {
  const level = (format, text, indent, hanging) =>
    `<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${indent}" w:hanging="${hanging}"/></w:pPr></w:lvl>`;
  const kinds = [level("bullet", "•", 397, 284), level("decimal", "[%1]", 510, 510), level("bullet", "☐", 454, 340), level("decimal", "%1.", 454, 340)];
  const steps = Array.from({ length: lists }, (_, place) =>
    `<w:num w:numId="${FIRST_STEPS + place}"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`);
  return (
    `${HEAD}<w:numbering ${W}>` +
    kinds.map((kind, id) => `<w:abstractNum w:abstractNumId="${id}">${kind}</w:abstractNum>`).join("") +
    [BULLETS, REFERENCES, CHECKLIST].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id - 1}"/></w:num>`).join("") +
    `${steps.join("")}</w:numbering>`
  );
}

function footerXml(made) {
  const field = (name) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
  const line = `${run(`${made.title} · ${made.origin}`)}<w:r><w:tab/></w:r>${field("PAGE")}${run(" / ")}${field("NUMPAGES")}`;
  return `${HEAD}<w:ftr ${W}>${paragraph("Footer", line)}</w:ftr>`;
}

function coreXml(made, date) {
  const now = `${date.toISOString().slice(0, 19)}Z`;
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${xml(made.title)}</dc:title><dc:subject>${xml(made.audience)}</dc:subject><dc:creator>${xml(made.by || made.origin)}</dc:creator>` +
    `<dc:description>${xml(made.imprint.join(" "))}</dc:description><dc:language>${xml(made.language)}</dc:language>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${now}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${now}</dcterms:modified></cp:coreProperties>`
  );
}

const relations = (all) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.map(([type, target], place) => `<Relationship Id="rId${place + 1}" Type="${type}" Target="${target}"/>`).join("")}</Relationships>`;

const CONTENT_TYPES =
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
  [["/word/document.xml", "document.main"], ["/word/styles.xml", "styles"], ["/word/numbering.xml", "numbering"], ["/word/settings.xml", "settings"], ["/word/footer1.xml", "footer"]]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`)
    .join("") +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>';

/** Return a handout as a `.docx` file. */
export function toDocx(made, date = new Date()) {
  const body = new Body();
  const main = documentXml(made, body);
  const files = [
    ["[Content_Types].xml", CONTENT_TYPES],
    ["_rels/.rels", relations([[`${RELATION}/officeDocument`, "word/document.xml"], [`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"]])],
    ["docProps/core.xml", coreXml(made, date)],
    ["word/document.xml", main],
    ["word/_rels/document.xml.rels", relations([[`${RELATION}/styles`, "styles.xml"], [`${RELATION}/numbering`, "numbering.xml"], [`${RELATION}/settings`, "settings.xml"], [`${RELATION}/footer`, "footer1.xml"]])],
    ["word/styles.xml", HEAD + STYLES(W, xml(made.language))],
    ["word/numbering.xml", numberingXml(body.lists)],
    ["word/settings.xml", `${HEAD}<w:settings ${W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${xml(made.language)}"/></w:settings>`],
    ["word/footer1.xml", footerXml(made)],
  ];
  return zip(files, TYPE, date);
}
