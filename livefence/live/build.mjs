// @ts-check
/**
 * Build what the reader's browser loads.
 *
 * In: node_modules, the distributions of requirements.txt as they are installed, our own sources.
 * Out: build/site/, which goes to the root of the site: in live/ manifest.json and files with a hash in
 * their name or their folder's, which may be cached for ever; service.js beside it. Equal inputs give
 * equal files. Python is compiled by Pyodide itself, so no other Python has to be of its version.
 */
import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { loadPyodide } from "pyodide";

const OUT = "build/site/live";
const [SITE_PACKAGES] = globSync(".venv/lib/python3*/site-packages");
// What pages import, by the names of their dist-info; pure Python only.
const DISTRIBUTIONS = ["sqlalchemy", "typing_extensions", "alembic", "mako", "markupsafe"];
const OWN = ["__init__", "match", "run", "live/cell", "live/finder"].map((name) => `livefence/${name}.py`);

/** @param {string | Uint8Array} content */
const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

/** @type {Record<string, {url: string, bytes: number}>} */
const files = {};

/**
 * Write a file that may be cached for ever.
 * @param {string} name
 * @param {Uint8Array} content
 * @param {string} url
 */
async function publish(name, content, url = name.replace(".", `-${hash(content)}.`)) {
  await mkdir(`${OUT}/${url}`.replace(/[^/]*$/, ""), { recursive: true });
  await writeFile(`${OUT}/${url}`, content);
  files[name] = { url, bytes: content.length };
}

/** The Python files of the distributions, and the metadata that `importlib.metadata` reads. */
async function distributions() {
  const found = [];
  for (const name of DISTRIBUTIONS) {
    const [info] = globSync(`${SITE_PACKAGES}/${name}-*.dist-info`);
    const record = await readFile(`${info}/RECORD`, "utf8");
    const names = record.split("\n").map((line) => line.split(",")[0]);
    const wanted = names.filter((file) => /^\w.*(\.py|dist-info\/(METADATA|entry_points\.txt))$/.test(file));
    // Not what is only for a terminal, for tests, or for packages that are not there.
    found.push(...wanted.filter((file) => !/^(alembic\/(templates|testing)|mako\/(ext|testing))\//.test(file)));
  }
  return found;
}

/** Have Pyodide compile and pack all Python. */
async function archives() {
  // No hash seed, and no columns in code: equal sets, smaller files.
  const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
  const sources = (await distributions()).map((name) => [name, `${SITE_PACKAGES}/${name}`]);
  for (const [name, path] of [...sources, ...OWN.map((name) => [name, name])]) {
    pyodide.FS.mkdirTree(`/sources/${name}`.replace(/\/[^/]*$/, ""));
    pyodide.FS.writeFile(`/sources/${name}`, await readFile(path));
  }
  pyodide.runPython(await readFile("livefence/live/archive.py", "utf8"), { filename: "archive.py" });
  pyodide.globals.get("main")();
  const core = gzipSync(pyodide.FS.readFile("/core.zip"), { level: 9 });
  // Not .gz, which some servers would take for its encoding.
  await publish("core.zip", core, `core-${hash(core)}.bin`);
  await publish("rest.zip", pyodide.FS.readFile("/rest.zip"));
}

/** The runtime of Pyodide; its own script finds both files by their names. */
async function runtime() {
  const names = ["pyodide.asm.mjs", "pyodide.asm.wasm"];
  const contents = await Promise.all(names.map((name) => readFile(`node_modules/pyodide/${name}`)));
  const folder = `pyodide-${hash(Buffer.concat(contents))}`;
  for (const [index, name] of names.entries()) await publish(name, contents[index], `${folder}/${name}`);
}

/**
 * Bundle a script of ours.
 * @param {string} name
 * @param {"esm" | "iife"} format
 */
async function bundle(name, format) {
  const entry = `livefence/live/${name}`;
  const options = { bundle: true, minify: true, write: false, target: "es2022", external: ["node:*"], format };
  const result = await build({ ...options, entryPoints: [entry], write: false });
  return result.outputFiles[0].contents;
}

/** The licences of all that goes to the reader; that of Python is the one of typing_extensions. */
async function licences() {
  const found = [
    "Pyodide, MPL-2.0, with Python and SQLite in it: its source and licence are at https://github.com/pyodide/pyodide",
  ];
  const modules = globSync("node_modules/{@codemirror,@lezer,@marijn}/*/LICENSE");
  const others = globSync("node_modules/{crelt,style-mod,w3c-keyname}/LICENSE");
  const python = DISTRIBUTIONS.flatMap((name) => globSync(`${SITE_PACKAGES}/${name}-*.dist-info/licenses/LICENSE`));
  for (const path of [...modules, ...others, ...python].sort()) {
    const name = /(?:node_modules|site-packages)\/(.*?)(?:\.dist-info|\/LICENSE)/.exec(path)?.[1];
    found.push(`${name}\n\n${await readFile(path, "utf8")}`);
  }
  return found.join("\n\n----\n\n");
}

async function main() {
  await rm(OUT, { recursive: true, force: true });
  await Promise.all([archives(), runtime()]);
  for (const name of ["worker.js", "editor.js"]) await publish(name, await bundle(name, "esm"));
  await publish("live.js", await bundle("live.js", "iife"));
  await publish("live.css", await readFile("livefence/live/live.css"));
  // A service worker rules what lies under it.
  await writeFile(`${OUT}/../service.js`, await bundle("service.js", "iife"));
  const { "worker.js": worker, "editor.js": editor, "live.js": page, "live.css": style, ...fetched } = files;
  const manifest = { page: page.url, style: style.url, worker: worker.url, editor: editor.url, files: fetched };
  await writeFile(`${OUT}/licences.txt`, await licences());
  await writeFile(`${OUT}/manifest.json`, JSON.stringify(manifest, null, 1));
}

// The stack of an error would quote the line it was raised on, which is all of Pyodide.
main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
