// @ts-check
/** Every module that stock Pyodide or SQLAlchemy has can be imported from the two archives. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";

const LIVE = `${process.cwd()}/build/site/live`;
// These fail in stock Pyodide too: they want another system, or a package that is not there.
const FAIL = `asyncio.windows_events asyncio.windows_utils concurrent.futures.interpreter concurrent.interpreters
  concurrent.interpreters._crossinterp concurrent.interpreters._queues encodings.mbcs encodings.oem
  multiprocessing.forkserver multiprocessing.popen_forkserver multiprocessing.popen_spawn_win32
  multiprocessing.resource_tracker multiprocessing.shared_memory multiprocessing.synchronize sqlalchemy.ext.asyncio
  sqlalchemy.testing.plugin.bootstrap sqlalchemy.testing.plugin.pytestplugin`.split(/\s+/);

const IMPORT_ALL = `
import importlib, io, sys, zipfile
from contextlib import redirect_stdout
from livefence.live import finder

with zipfile.ZipFile("/lib/python314.zip") as first, zipfile.ZipFile(io.BytesIO(rest.to_bytes())) as second:
    files = [name for name in first.namelist() + second.namelist() if name.endswith(".pyc")]
finder.start()
second = sys.meta_path[-1]
try:
    import tomllib
except BaseException as error:
    missed = type(error).__name__, second.wanted
with open("/lib/rest.zip", "wb") as archive:
    archive.write(rest.to_bytes())
failed = {}
for file in sorted(files):
    name = file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
    if not name.endswith("__main__") and name != "antigravity":
        try:
            with redirect_stdout(io.StringIO()):
                importlib.import_module(name)
        except Exception as error:
            failed[name] = repr(error)
len(files), failed, missed
`;

test("every module can be imported", async () => {
  const { files } = JSON.parse(await readFile(`${LIVE}/manifest.json`, "utf8"));
  const core = `${await mkdtemp(`${tmpdir()}/live-`)}/core.zip`;
  await writeFile(core, gunzipSync(await readFile(`${LIVE}/${files.core.url}`)));
  const pyodide = await loadPyodide({ stdLibURL: core });
  pyodide.globals.set("rest", new Uint8Array(await readFile(`${LIVE}/${files.rest.url}`)));
  const [count, failed, missed] = pyodide.runPython(IMPORT_ALL).toJs();
  assert.deepEqual(missed, ["Wanted", "tomllib"]);
  assert.ok(count > 800, `${count} modules`);
  assert.deepEqual(Object.keys(failed), FAIL, JSON.stringify(failed, null, 1));
});
