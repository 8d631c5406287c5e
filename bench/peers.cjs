// The peers of bench/run, in one process that answers one line with one line:
//   load FILE        reads a tree (int32 triples in breadth-first order: child count, breadth, length along with its gap)
//   PEER TIMES       lays it out so many times; answers seconds and the breadth of the whole
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
globalThis.window = globalThis // its bundle was made for the browser
const { BoundingBox, Layout } = require('non-layered-tidy-tree-layout')
const { flextree } = require('d3-flextree')

const gap = Number(process.argv[2])
let boxes, flexBoxes

/** @param {string} file @param {(breadth: number, length: number) => { children?: object[] }} make */
function readTree(file, make) {
  const bytes = readFileSync(file)
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const nodes = []
  for (let i = 0; i < numbers.length; i += 3) nodes.push(make(numbers[i + 1], numbers[i + 2]))
  for (let i = 0, next = 1; i < nodes.length; i++) {
    const count = numbers[3 * i]
    if (count > 0) nodes[i].children = nodes.slice(next, next + count)
    next += count
  }
  return nodes[0]
}

const layout = new Layout(new BoundingBox(gap, 0))
const flexLayout = flextree({ nodeSize: node => node.data.size, spacing: gap })

const peers = {
  'non-layered-tidy-tree-layout': () => {
    const { left, right } = layout.layout(boxes).boundingBox
    return right - left
  },
  'd3-flextree': () => flexLayout(flexBoxes),
}

function breadth(result) {
  if (typeof result === 'number') return result
  const { left, right } = result.extents
  return right - left
}

createInterface({ input: process.stdin }).on('line', line => {
  const [verb, argument] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]
  if (verb === 'load') {
    boxes = readTree(argument, (width, height) => ({ width, height, children: [] }))
    flexBoxes = flexLayout.hierarchy(readTree(argument, (width, height) => ({ size: [width, height] })))
    console.log('ok')
    return
  }
  let result
  const start = process.hrtime.bigint()
  for (let i = 0; i < Number(argument); i++) result = peers[verb]()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  console.log(`${seconds} ${breadth(result)}`)
})
