import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(js|css|html|svg|map|ttf|json)$/;
const SMALLEST = 1024;

/** Lays a `.gz` beside every large file that was built, so that the server never compresses one. */
export function compress(): Plugin {
  return {
    name: "compress",
    apply: "build",
    async writeBundle({ dir }) {
      if (!dir) return;
      const names = (await readdir(dir, { recursive: true })).filter((name) => COMPRESSIBLE.test(name));
      await Promise.all(names.map((name) => compressed(join(dir, name))));
    },
  };
}

async function compressed(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length >= SMALLEST) await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}
