// Starts the program that edits: the runtime from /_framework, the page's own address notwithstanding.

/** @type {{ start(options: object): Promise<void> }} */
const blazor = /** @type {any} */ (globalThis).Blazor;

performance.mark("edit-start");
await blazor.start({
  // The page may lie at any depth; without this the runtime is looked for beside it.
  loadBootResource: (/** @type {string} */ type, /** @type {string} */ name) => type === "dotnetjs" ? `/_framework/${name}` : null,
});
