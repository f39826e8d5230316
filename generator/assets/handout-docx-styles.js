// The styles of the `.docx` handout: those that every word processor knows by name, and a few of our own.

const style = (id, name, { type = "paragraph", based = "Normal", next = "", para = "", text = "", flags = "" } = {}) =>
  `<w:style w:type="${type}" w:styleId="${id}"${flags}><w:name w:val="${name}"/>` +
  `${based && `<w:basedOn w:val="${based}"/>`}${next && `<w:next w:val="${next}"/>`}<w:qFormat/>` +
  `${para && `<w:pPr>${para}</w:pPr>`}${text && `<w:rPr>${text}</w:rPr>`}</w:style>`;

const size = (points) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
const space = (before, after) => `<w:spacing w:before="${before * 20}" w:after="${after * 20}"/>`;
const SERIF = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/>';
const QUIET = '<w:color w:val="4F5A65"/>';
const border = (side, colour, width, gap) => `<w:${side} w:val="single" w:sz="${width}" w:space="${gap}" w:color="${colour}"/>`;
const KEEP = "<w:keepNext/><w:keepLines/>";

const heading = (level, points, before) =>
  style(`Heading${level}`, `heading ${level}`, {
    next: "BodyText",
    para: `${KEEP}${space(before, 4)}<w:outlineLvl w:val="${level - 1}"/>`,
    text: `${SERIF}<w:b/>${size(points)}`,
  });

/** Return the part with the styles, in a namespace and a language. */
export const STYLES = (namespace, language) =>
  `<w:styles ${namespace}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>${size(11)}<w:lang w:val="${language}"/></w:rPr></w:rPrDefault>` +
  `<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
  style("Normal", "Normal", { based: "", flags: ' w:default="1"' }) +
  style("BodyText", "Body Text") +
  style("Title", "Title", { next: "BodyText", para: `<w:pBdr>${border("bottom", "1C232B", 12, 6)}</w:pBdr>${space(0, 8)}`, text: `${SERIF}<w:b/>${size(22)}` }) +
  style("Subtitle", "Subtitle", { next: "BodyText", para: space(0, 8), text: `${QUIET}${size(11)}` }) +
  style("Audience", "Audience", { next: "Title", para: space(0, 2), text: QUIET }) +
  heading(1, 14, 16) +
  heading(2, 12, 12) +
  style("Quote", "Quote", { next: "QuoteSource", para: `<w:keepLines/><w:pBdr>${border("left", "94441A", 18, 10)}</w:pBdr>${space(8, 0)}<w:ind w:left="284"/>`, text: `${SERIF}${size(11.5)}` }) +
  style("QuoteSource", "Quote Source", { next: "BodyText", para: `<w:keepLines/><w:pBdr>${border("left", "94441A", 18, 10)}</w:pBdr>${space(0, 10)}<w:ind w:left="284"/>`, text: `${QUIET}${size(9)}` }) +
  style("Note", "Note", { para: `<w:pBdr>${border("left", "B9B4A8", 18, 10)}</w:pBdr>${space(8, 8)}<w:ind w:left="284"/>` }) +
  style("ListBullet", "List Bullet", { para: space(0, 3) }) +
  style("ListNumber", "List Number", { para: space(0, 3) }) +
  style("Caption", "caption", { para: space(6, 4), text: `<w:b/>${size(10)}` }) +
  style("TableText", "Table Text", { para: space(2, 2), text: size(10) }) +
  style("Bibliography", "Bibliography", { para: `<w:keepLines/>${space(0, 3)}`, text: size(9) }) +
  style("Imprint", "Imprint", { para: space(0, 2), text: `${QUIET}${size(8.5)}` }) +
  style("ImprintFirst", "Imprint First", { based: "Imprint", para: `<w:pBdr>${border("top", "B9B4A8", 4, 6)}</w:pBdr>${space(18, 2)}` }) +
  style("Footer", "footer", { para: '<w:tabs><w:tab w:val="right" w:pos="9864"/></w:tabs>', text: `${QUIET}${size(8)}` }) +
  style("Citation", "Citation", { type: "character", based: "", text: `${QUIET}${size(9)}` }) +
  `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
  `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${border("top", "1C232B", 8, 0)}${border("bottom", "1C232B", 8, 0)}${border("insideH", "B9B4A8", 4, 0)}</w:tblBorders></w:tblPr></w:style></w:styles>`;
