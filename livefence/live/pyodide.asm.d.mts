// What makes Pyodide's WebAssembly module: its script has no types of its own. jsconfig.json leads here.
declare const create: NonNullable<
  NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>["createPyodideModule"]
>;
export default create;
