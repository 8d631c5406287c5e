// Where windows of a map come from: the server for readers; an editor sets its own.

/**
 * What is asked: a rectangle in map px, or a node to be in its middle, or neither for the first view.
 * @typedef {{ x?: number, y?: number, width: number, height: number, scale: number, at?: string | null, open: string[], shut: string[],
 *   fit?: boolean, level: number | null, focus: string | null, show: string | null, spaced: boolean, shape: string }} Ask
 */
/** @typedef {{ window: (ask: Ask) => string | Promise<string>, nodes?: (words: string) => string[] | Promise<string[]> }} MapSource */

/**
 * @param {string} address The map's own, to which /window and /nodes belong.
 * @returns {MapSource}
 */
export const serverSource = address => ({
  window: async ask => read(await fetch(`${address}/window?${query(ask)}`), answer => answer.text()),
  nodes: async words => read(await fetch(`${address}/nodes?${new URLSearchParams({ words })}`), answer => answer.json()),
});

/**
 * @template T
 * @param {Response} answer
 * @param {(answer: Response) => Promise<T>} body
 */
function read(answer, body) {
  if (!answer.ok) throw new Error(`The map's server answered ${answer.status}.`);
  return body(answer);
}

/** @param {Ask} ask */
function query(ask) {
  const query = new URLSearchParams({ shape: ask.shape, scale: ask.scale.toFixed(4) });
  if (ask.x !== undefined && ask.y !== undefined)
    query.set("area", [ask.x, ask.y, ask.width, ask.height].map(Math.round).join(" "));
  else query.set("area", `${Math.round(ask.width)} ${Math.round(ask.height)}`);
  for (const name of /** @type {const} */ (["at", "focus", "show", "level"])) if (ask[name] !== null && ask[name] !== undefined) query.set(name, String(ask[name]));
  if (ask.open.length > 0) query.set("open", ask.open.join(" "));
  if (ask.shut.length > 0) query.set("shut", ask.shut.join(" "));
  if (ask.fit) query.set("fit", "1");
  if (ask.spaced) query.set("spacing", "wide");
  return query;
}
