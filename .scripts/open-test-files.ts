import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { root } from './workspace.ts';

/** For vitest: keeps, in the file that `OPEN_TEST_FILES` names, which test files have begun and not ended. What has to be stopped was in one of these. */
export default class OpenTestFiles implements Reporter {
  readonly #open = new Set<string>();

  onTestModuleStart({ moduleId }: TestModule): void {
    this.#open.add(relative(root, moduleId));
    this.#keep();
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#open.delete(relative(root, moduleId));
    this.#keep();
  }

  #keep(): void {
    const file = process.env['OPEN_TEST_FILES'];
    if (file) writeFileSync(file, JSON.stringify([...this.#open]));
  }
}
