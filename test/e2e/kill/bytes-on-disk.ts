import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which of these texts are in the bytes of any file below a folder, in UTF-8 or UTF-16. */
export async function findOnDisk(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const wanted = texts.map((text) => ({ text, forms: [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')] }));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const { text, forms } of wanted) if (forms.some((form) => bytes.includes(form))) found.add(text);
  }
  return [...found];
}
