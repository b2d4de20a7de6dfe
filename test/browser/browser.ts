import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian and others put the browser; `INQUEST_CHROMIUM` names another place. */
const places = [
  process.env['INQUEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

const executablePath = places.find((place) => place !== undefined && existsSync(place))

/** Without a browser these tests are skipped, and reported so; in CI, which installs one, they fail instead. */
export const hasBrowser = executablePath !== undefined || process.env['CI'] !== undefined

export async function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium: apt-get install chromium, or set INQUEST_CHROMIUM.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
}
