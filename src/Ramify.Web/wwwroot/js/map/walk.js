// Where an arrow leads: towards the centre is the parent, away from it the nearest child, across the branches the next sibling
// and then the nearest node of that level.
import { middleOf } from "./items.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {"up" | "down" | "left" | "right"} Way */

const steps = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };

/**
 * The node that an arrow leads to; "open" where it leads into a folded branch, null where nothing is there.
 * @param {Item[]} items
 * @param {Item} from
 * @param {Way} way
 * @returns {Item | "open" | null}
 */
export function neighbour(items, from, way) {
  const children = items.filter(item => item.parent === from);
  if (from.parent && liesTowards(from, from.parent, way)) return from.parent;
  const outward = nearest(children.filter(child => liesTowards(from, child, way)), from, way);
  if (outward) return outward;
  if (from.isFolded && from.parent && liesTowards(from.parent, from, way)) return "open";
  const siblings = items.filter(item => item.parent === from.parent && item !== from && liesTowards(from, item, way));
  const beside = items.filter(item => item.level === from.level && item !== from && liesTowards(from, item, way));
  return nearest(siblings, from, way) ?? nearest(beside, from, way);
}

/**
 * Whether one node lies more that way from another than across it.
 * @param {Item} from
 * @param {Item} to
 * @param {Way} way
 */
function liesTowards(from, to, way) {
  const [ax, ay] = steps[way];
  const gap = gaps(from.box, to.box);
  const along = ax === 0 ? gap.y * ay : gap.x * ax, across = ax === 0 ? Math.abs(gap.x) : Math.abs(gap.y);
  if (along > 0) return ax === 0 || along >= across || to.parent === from || from.parent === to;
  if (along < 0 || across > 0) return false;
  // Boxes that overlap or touch: their middles decide.
  const a = middleOf(from.box), b = middleOf(to.box);
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return dx * ax + dy * ay > (ax === 0 ? Math.abs(dx) : Math.abs(dy));
}

/**
 * The room between two boxes in each direction, signed; 0 where they overlap in it.
 * @param {import("./items.js").Box} a
 * @param {import("./items.js").Box} b
 */
function gaps(a, b) {
  return {
    x: b.x >= a.x + a.width ? b.x - a.x - a.width : b.x + b.width <= a.x ? b.x + b.width - a.x : 0,
    y: b.y >= a.y + a.height ? b.y - a.y - a.height : b.y + b.height <= a.y ? b.y + b.height - a.y : 0,
  };
}

/**
 * @param {Item[]} items
 * @param {Item} from
 * @param {Way} way
 */
function nearest(items, from, way) {
  const [ax] = steps[way];
  const here = middleOf(from.box);
  let best = null, least = Infinity;
  for (const item of items) {
    const at = middleOf(item.box);
    const along = Math.abs(ax === 0 ? at.y - here.y : at.x - here.x), across = Math.abs(ax === 0 ? at.x - here.x : at.y - here.y);
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
}
