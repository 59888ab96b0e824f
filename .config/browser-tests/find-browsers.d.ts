export declare const engines: readonly ['chromium', 'firefox', 'webkit'];
export type Engine = (typeof engines)[number];
/** How an engine that is on this machine is driven. */
export type FoundBrowser = {
    readonly kind: 'chromium';
    readonly path: string;
} | {
    readonly kind: 'firefox';
    readonly path: string;
} | {
    readonly kind: 'webkit-driver';
    readonly driver: string;
    readonly browser: string;
    readonly display: string | undefined;
} | {
    readonly kind: 'playwright';
    readonly engine: Engine;
};
/** The system's own browser if there is one, else the one that playwright has fetched. */
export declare function findBrowser(engine: Engine): FoundBrowser | undefined;
/** The executable of a Chromium for what drives it itself: stories, benchmarks, screenshots. */
export declare function chromiumPath(): string | undefined;
/** Quiet, without a GPU; as root Chromium does not start inside its sandbox. */
export declare const chromiumFlags: readonly string[];
