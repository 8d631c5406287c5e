// Unpacks the woff files into plain TrueType for src/Ramify.Print: the drawing library reads no woff2, and puts a woff
// into a PDF as Type 3, a TrueType font as a subset whose text can be selected. The tables are kept byte for byte.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'node_modules/@fontsource/atkinson-hyperlegible-next');
const target = join(here, '../../src/Ramify.Print/Fonts');

// https://www.w3.org/TR/WOFF/: a header of 44 bytes, then 20 bytes a table: tag, offset, packed size, size, checksum.
function tablesOf(woff) {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, i) => {
    const at = 44 + i * 20;
    const [offset, packed, size, checksum] = [4, 8, 12, 16].map(n => woff.readUInt32BE(at + n));
    const bytes = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), checksum, bytes: packed < size ? inflateSync(bytes) : bytes };
  });
}

// The TrueType header: its search fields are made from the greatest power of two in the number of tables.
function trueType(flavor, tables) {
  const power = Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + 16 * tables.length);
  header.writeUInt32BE(flavor, 0);
  [tables.length, 16 << power, power, 16 * tables.length - (16 << power)].forEach((n, i) => header.writeUInt16BE(n, 4 + 2 * i));
  const parts = [header];
  let offset = header.length;
  tables.forEach(({ tag, checksum, bytes }, i) => {
    tag.copy(header, 12 + 16 * i);
    [checksum, offset, bytes.length].forEach((n, k) => header.writeUInt32BE(n, 16 + 16 * i + 4 * k));
    parts.push(bytes, Buffer.alloc(-bytes.length & 3));
    offset += bytes.length + (-bytes.length & 3);
  });
  return Buffer.concat(parts);
}

mkdirSync(target, { recursive: true });
for (const weight of [400, 600, 700])
  for (const subset of ['latin', 'latin-ext']) {
    const name = `atkinson-hyperlegible-next-${subset}-${weight}-normal`;
    const woff = readFileSync(join(source, 'files', name + '.woff'));
    writeFileSync(join(target, name + '.ttf'), trueType(woff.readUInt32BE(4), tablesOf(woff)));
  }
copyFileSync(join(source, 'LICENSE'), join(target, 'LICENSE-OFL.txt'));
