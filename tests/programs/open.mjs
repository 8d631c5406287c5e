// node open.mjs markdown|mermaid|canvas FILE: opens what we export with a program that is not ours, and prints what it
// understood as JSON: [[depth, text], ...].
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const [kind, file] = process.argv.slice(2);
const source = readFileSync(file, "utf8");
const readers = { markdown, mermaid, canvas };
console.log(JSON.stringify(await readers[kind]()));

/** A tree as lines, depth first. */
function lines(root, text) {
  const found = [];
  const open = [[root, 0]];
  for (let at = open.pop(); at; at = open.pop()) {
    const [node, depth] = at;
    found.push([depth, text(node)]);
    for (const child of [...node.children ?? []].reverse()) open.push([child, depth + 1]);
  }
  return found;
}

/** Of HTML what a reader of the page sees. */
function seen(html) {
  return JSDOM.fragment(html.replaceAll(/<br\s*\/?>/g, "\n")).textContent;
}

async function markdown() {
  const { Transformer } = await import("markmap-lib");
  return lines(new Transformer().transform(source).root, node => seen(node.content));
}

async function mermaid() {
  globalThis.window = new JSDOM("").window;
  globalThis.document = globalThis.window.document;
  const { default: program } = await import("mermaid");
  // Its parser gives the tree; what it draws of a text is HTML, in which its own references are decoded.
  await program.parse(source);
  const { db } = await program.mermaidAPI.getDiagramFromText(source);
  return lines(db.getMindmap(), node => seen(node.descr.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";")));
}

async function canvas() {
  const { default: Ajv } = await import("ajv");
  const validate = new Ajv({ strictRequired: false }).compile(JSON.parse(readFileSync(new URL("jsoncanvas.schema.json", import.meta.url), "utf8")));
  const canvas = JSON.parse(source);
  if (!validate(canvas)) throw new Error(JSON.stringify(validate.errors, null, 1));
  return canvas.nodes.map(node => [0, node.text]);
}
