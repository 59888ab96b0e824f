import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from 'playwright';
export const engines = ['chromium', 'firefox', 'webkit'];
const installed = {
    chromium: [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    firefox: [
        'firefox-esr',
        'firefox',
        '/Applications/Firefox.app/Contents/MacOS/firefox',
        'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
};
/** The system's own browser if there is one, else the one that playwright has fetched. */
export function findBrowser(engine) {
    const system = engine === 'webkit' ? findWebKitDriver() : findInstalled(engine);
    if (system)
        return system;
    const path = { chromium, firefox, webkit }[engine].executablePath();
    return path && isExecutable(path) ? { kind: 'playwright', engine } : undefined;
}
/** The executable of a Chromium for what drives it itself: stories, benchmarks, screenshots. */
export function chromiumPath() {
    const found = findBrowser('chromium');
    if (!found)
        return undefined;
    return found.kind === 'chromium' ? found.path : chromium.executablePath();
}
/** Quiet, without a GPU; as root Chromium does not start inside its sandbox. */
export const chromiumFlags = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
function findInstalled(kind) {
    const path = installed[kind].map(findExecutable).find((candidate) => candidate !== undefined);
    return path ? { kind, path } : undefined;
}
function findWebKitDriver() {
    const driver = findExecutable('WebKitWebDriver');
    const browser = webKitFolders()
        .map((folder) => join(folder, 'MiniBrowser'))
        .find(isExecutable);
    const display = findExecutable('xvfb-run');
    if (!driver || !browser || !(display ?? process.env['DISPLAY']))
        return undefined;
    return { kind: 'webkit-driver', driver, browser, display };
}
function webKitFolders() {
    const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'].flatMap((root) => [root, ...folders(root, /linux-gnu/)]);
    return libraries
        .flatMap((library) => folders(library, /^webkit2?gtk/))
        .sort()
        .reverse();
}
function folders(root, name) {
    try {
        return readdirSync(root)
            .filter((entry) => name.test(entry))
            .map((entry) => join(root, entry));
    }
    catch {
        return [];
    }
}
function findExecutable(name) {
    if (/[\\/]/.test(name))
        return isExecutable(name) ? name : undefined;
    return (process.env['PATH'] ?? '')
        .split(delimiter)
        .map((folder) => join(folder, name))
        .find(isExecutable);
}
function isExecutable(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=find-browsers.js.map