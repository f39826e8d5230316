// A zip archive (APPNOTE 6.3.10) of a few texts: deflated where the browser can, else stored as they are.

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** Return the CRC-32 of bytes. */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Return bytes deflated, or nothing where the browser cannot or where it would not be shorter. */
async function deflate(bytes) {
  if (typeof CompressionStream === "undefined") return undefined;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const packed = new Uint8Array(await new Response(stream).arrayBuffer());
    return packed.length < bytes.length ? packed : undefined;
  } catch {
    return undefined;
  }
}

/** Return a record of the archive: numbers with their width in bytes, little end first. */
function record(...fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

/** Return the day and time as DOS writes them; the format knows no other and begins in 1980. */
function dosTime(date) {
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  return [(date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1), day];
}

/** Return an archive of `[path, text]` pairs as a Blob of a media type. */
export async function zip(files, type, date = new Date()) {
  const [time, day] = dosTime(date);
  const [parts, directory] = [[], []];
  let offset = 0;
  for (const [path, text] of files) {
    const name = new TextEncoder().encode(path);
    const bytes = new TextEncoder().encode(text);
    const packed = await deflate(bytes);
    const content = packed ?? bytes;
    // Version 2.0; names in UTF-8; deflated or stored; then time, checksum and sizes.
    const common = [[2, 20], [2, 0x0800], [2, packed ? 8 : 0], [2, time], [2, day], [4, crc32(bytes)], [4, content.length], [4, bytes.length], [2, name.length], [2, 0]];
    const head = record([4, 0x04034b50], ...common);
    directory.push(record([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    parts.push(head, name, content);
    offset += head.length + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, end], { type });
}
