// Prints the licences of everything that a program is made of: node scripts/licences.mjs TARGET PACKAGE
//
// Crates that are linked in (not those that only build or test), and what the page bundles. Texts that many share
// are printed once. Fails if something has no licence, so that nothing ships unnoticed.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
/** What the page's bundle holds besides its own code: these and what they depend on. */
const PAGE_PACKAGES = ["svelte", "@tauri-apps/api", "emojibase-data"];

const [target, program] = process.argv.slice(2);

/** @returns {{title: string, licence: string, folder: string}[]} */
function crates() {
  const flags = ["metadata", "--format-version=1", "--locked", `--filter-platform=${target}`];
  const metadata = JSON.parse(
    execFileSync("cargo", flags, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }),
  );
  const packages = new Map(metadata.packages.map((found) => [found.id, found]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const linked = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null);
  const reached = new Set(metadata.packages.filter(({ name, source }) => name === program && !source).map(({ id }) => id));
  if (reached.size !== 1) throw new Error(`no package ${program} here`);
  for (const id of reached) {
    for (const dependency of nodes.get(id).deps.filter(linked)) reached.add(dependency.pkg);
  }
  return [...reached]
    .map((id) => packages.get(id))
    .filter(({ source }) => source)
    .map(({ name, version, license, manifest_path: manifest }) => ({
      title: `${name} ${version}`,
      licence: license,
      folder: join(manifest, ".."),
    }));
}

function pagePackages() {
  const reached = new Set(PAGE_PACKAGES);
  const found = [];
  for (const name of reached) {
    const folder = join("ui", "node_modules", name);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    Object.keys(manifest.dependencies ?? {}).forEach((dependency) => reached.add(dependency));
    found.push({ title: `${name} ${manifest.version} (npm)`, licence: manifest.license, folder });
  }
  return found;
}

function licenceTexts(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8").replaceAll("\r\n", "\n").trim());
}

const parts = [...crates(), ...pagePackages()].sort((a, b) => (a.title < b.title ? -1 : 1));
/** The text, as far as its words go, and who ships it. */
const texts = new Map();
for (const { title, licence, folder } of parts) {
  if (!licence) throw new Error(`${title} has no licence`);
  for (const text of licenceTexts(folder)) {
    const words = text.replace(/\s+/g, " ");
    const known = texts.get(words) ?? { text, titles: [] };
    if (!known.titles.includes(title)) known.titles.push(title);
    texts.set(words, known);
  }
}

const rule = "=".repeat(100);
console.log(`What ${program} is made of, besides its own code, and the terms under which that may be used.\n`);
for (const { title, licence } of parts) console.log(`${title}: ${licence}`);
for (const { text, titles } of texts.values()) console.log(`\n${rule}\n${titles.join(", ")}\n${rule}\n\n${text}`);
