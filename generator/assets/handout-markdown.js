// A handout as Markdown: every character that could be a mark is escaped, so that words stay the words they are.

const REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;" };

/** Return text whose marks are escaped: with a backslash those that every dialect knows, the others as references. */
const escaped = (text) =>
  text.replace(/[\\`*_[\]]/g, "\\$&").replace(/[&<>|~]/g, (mark) => REFERENCES[mark]).replaceAll("\n", " ");

/** Return text that may begin a line: what would make a list, heading or rule of it is escaped too. */
const line = (text) => escaped(text).trim().replace(/^(?:[#+=-]|(?<digits>\d+)(?=[.)]))/, (mark, digits) => (digits ? `${digits}\\` : `\\${mark}`));

const runs = (all) =>
  all.map((run) => {
    if (!run.strong || !run.text.trim()) return escaped(run.text);
    const [, before, words, after] = run.text.match(/^(\s*)(.*?)(\s*)$/s);
    return `${before}**${escaped(words)}**${after}`;
  }).join("").trim();

/** Guard the beginning of a line that is made of runs; a bold word begins no list. */
const paragraph = (all) => runs(all).replace(/^(?:[#+=-]|(?<digits>\d+)(?=[.)]))/, (mark, digits) => (digits ? `${digits}\\` : `\\${mark}`));

const row = (cells) => `| ${cells.map(runs).join(" | ")} |`;

const MAKE = {
  heading: (block) => `${"#".repeat(block.level + 1)} ${runs(block.runs)}`,
  paragraph: (block) => paragraph(block.runs),
  note: (block) => block.lines.map(line).join("  \n"),
  quote: (block) => `> “${runs(block.words)}”\n>\n> — ${escaped(block.source)}`,
  list: (block) => block.items.map((item) => `- ${paragraph(item)}`).join("\n"),
  steps: (block) => block.items.map((item, place) => `${place + 1}. ${paragraph(item)}`).join("\n"),
  checklist: (block) => block.items.map((item) => `- ☐ ${runs(item)}`).join("\n"),
  table: (block) =>
    [block.caption ? `**${escaped(block.caption)}**\n` : "", row(block.head), `|${" --- |".repeat(block.head.length)}`, ...block.rows.map(row)]
      .filter(Boolean)
      .join("\n"),
};

/** Return a handout as Markdown. */
export function toMarkdown(made) {
  const parts = [
    `# ${runs([{ text: made.title }])}`,
    made.audience ? line(made.audience) : "",
    made.by ? line(made.by) : "",
    ...made.blocks.map((block) => MAKE[block.kind](block)),
    made.works.length ? "## References" : "",
    made.works.map((work) => `${work.number}. ${line(work.text)}`).join("\n"),
    "* * *",
    made.imprint.map(line).join("\n\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
