export declare const root: string;
/** In the order in which they may depend on each other. */
export declare const packageNames: readonly ['core', 'client', 'elements', 'server', 'conformance'];
export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
export interface Entry {
  /** Place in `dist` without an extension: `define/timeline`. */
  readonly name: string;
  readonly source: string;
  /** What `tsc -b` makes of the source. */
  readonly script: string;
  readonly types: string;
}
export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  /** Whether an import belongs to another package. */
  isExternal(id: string): boolean;
}
export declare const packages: readonly Package[];
/** The path of a tool that the root has installed. */
export declare function tool(name: string): string;
