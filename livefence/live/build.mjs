// @ts-check
/**
 * Build what the reader's browser loads.
 *
 * In: node_modules, the distributions of requirements.txt as they are installed, our own sources.
 * Out: build/site/, which goes to the root of the site: in live/ manifest.json, with the policy of the pages, and files
 * with a hash in their name, which may be cached for ever; service.js beside it. Equal inputs give
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

/** Furo's script for the colour scheme, which stands in each page. */
const FURO = "'sha256-ySvT2PEZeueHGC1y2crNuNTfphBynFPP7i+U21fEgX0='";

/** Pyodide calls this with an address that no policy allows, to learn what kind of worker it is in. */
const QUIET = "self.importScripts = undefined;";

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
  await writeFile(`${OUT}/${url}`, content);
  files[name.replace(/\..*/, "")] = { url, bytes: content.length };
}

/** Write a file compressed, so that each host sends as little: not as .gz, which some take for its encoding. @param {string} name @param {Uint8Array} content */
async function publishPacked(name, content) {
  const packed = gzipSync(content, { level: 9 });
  await publish(name, packed, `${name}-${hash(packed)}.bin`);
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
  await publishPacked("core", pyodide.FS.readFile("/core.zip"));
  await publish("rest.zip", pyodide.FS.readFile("/rest.zip"));
}

/**
 * Bundle a script of ours.
 * @param {string} name
 * @param {Record<string, unknown>} built what it may know of the build, by global names
 * @param {string} banner what runs before all that it imports
 */
async function bundle(name, built = {}, banner = "") {
  const known = Object.entries(built).map(([name, value]) => [`globalThis.${name}`, JSON.stringify(value)]);
  const result = await build({
    entryPoints: [`livefence/live/${name}`],
    // Pyodide asks where its script is, to find other files there: there are none.
    define: { "import.meta.url": '"file:///"', ...Object.fromEntries(known) },
    external: ["node:*"],
    banner: { js: banner },
    // jsconfig.json is for the check of types alone.
    tsconfigRaw: "{}",
    target: "es2022",
    bundle: true,
    minify: true,
    write: false,
    // A classic script runs also where a host doesn't know its type; a module would not.
    format: "iife",
  });
  return result.outputFiles[0].contents;
}

/** A short script as text, to stand in a page. @param {string} name */
const inline = async (name) =>
  Buffer.from(await bundle(name))
    .toString()
    .trim();

/** The hash of an inline script, for a policy. @param {string} script */
const allowed = (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * What pages may load and run: nothing of another host. A frame is ruled by its page's policy and by its own.
 * @param {string} frame the script of the frame
 * @param {string} guard the first script of each page
 */
const policies = (frame, guard) => ({
  page: [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${FURO} ${allowed(guard)} ${allowed(frame)}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; "),
  frame: `default-src 'none'; script-src 'wasm-unsafe-eval' ${allowed(frame)}; worker-src blob:`,
});

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
  await mkdir(OUT, { recursive: true });
  const [frame, guard] = await Promise.all([inline("frame.js"), inline("guard.js")]);
  const policy = policies(frame, guard);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.frame}">`;
  const protocol = hash(await readFile("livefence/live/wire.js"));
  await Promise.all([
    archives(),
    readFile("node_modules/pyodide/pyodide.asm.wasm").then((wasm) => publishPacked("wasm", wasm)),
    bundle("worker.js", {}, QUIET).then((worker) => publishPacked("worker", worker)),
  ]);
  const bytes = files.core.bytes + files.wasm.bytes + files.worker.bytes;
  const built = { PROTOCOL: protocol, BUILT: { frame: `<!doctype html>${meta}<script>${frame}</script>`, bytes } };
  await publish("live.js", await bundle("live.js", built));
  await publish("style.css", await readFile("livefence/live/live.css"));
  await publish("editor.js", await bundle("editor.js"));
  // A service worker rules what lies under it.
  await writeFile(`${OUT}/../service.js`, await bundle("service.js"));
  await writeFile(`${OUT}/licences.txt`, await licences());
  const { live, style, editor, core, wasm, worker, rest } = files;
  const manifest = {
    page: live.url,
    style: style.url,
    editor: editor.url,
    protocol,
    files: { worker, core, wasm, rest },
  };
  await writeFile(`${OUT}/manifest.json`, JSON.stringify({ ...manifest, policy: policy.page, guard }, null, 1));
}

// The stack of an error would quote the line it was raised on, which is all of Pyodide.
main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
