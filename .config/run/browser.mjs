// Where a Chromium is, and how to get one.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export function findBrowser(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = [
    env.CHROME_PATH,
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ];
  return candidates.find((path) => path && isProgram(path)) ?? null;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** As root on Debian it installs Chromium and a Chinese font; elsewhere it says how. Returns the browser's path or null. */
export function provideBrowser(say) {
  const debian = existsSync('/etc/debian_version');
  const root = process.getuid?.() === 0;
  const hasFont = () => spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '';
  const found = findBrowser();
  if (debian && root && (found === null || !hasFont())) {
    say('Installing Chromium and a Chinese font …');
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  }
  const browser = findBrowser();
  if (browser === null) {
    const name = debian ? readFileSync('/etc/debian_version', 'utf8').trim() : process.platform;
    say(`No Chromium was found (${name}). Install one, on Debian as root: apt-get install chromium fonts-noto-cjk;`);
    say('or name yours: CHROME_PATH=/path/to/chrome npm test. Until then the end-to-end tests count as skipped.');
  }
  return browser;
}
