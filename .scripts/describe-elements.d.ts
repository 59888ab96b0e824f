/** Writes the custom-elements manifest from the docblocks of the source: editors, the docs and the stories' controls read it. */
export declare function describeElements(directory: string): Promise<boolean>;
