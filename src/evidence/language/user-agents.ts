/** What a User-Agent text says that a client is. What it says need not be so. */
export interface AgentSaid {
  readonly kind: 'browser' | 'bot' | 'library' | 'monitor' | 'other' | 'none'
  /** Name without version: "Chrome on Android", "curl", "ExampleBot". */
  readonly family: string
}

const maxText = 500
const monitor =
  /uptime|pingdom|monitor|health-?check|kube-probe|ELB-HealthChecker|GoogleHC|statuscake|site24x7|datadog|newrelic|nagios|zabbix|prometheus|blackbox/i
const bot =
  /bot\b|bot\/|crawl|spider|slurp|scan(?:ner)?\b|scrap(?:er|y)|archiver|fetcher|indexer|preview|facebookexternalhit|mediapartners|\+https?:\/\//i
const library =
  /^(?:curl|wget|python|go-http-client|java|okhttp|apache-httpclient|axios|node|undici|got|ruby|perl|libwww|php|guzzle|httpie|postman|insomnia|dart|rest-client|aiohttp|httpx|requests|winhttp|powershell|k6|jmeter|gatling|locust|hey|vegeta|wrk|ab|apachebench)\b|python-(?:requests|urllib)|HeadlessChrome|PhantomJS|Selenium|Puppeteer|Playwright/i

const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\/|\bOpera\b/],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /Version\/[\d.]+.*Safari\//],
  ['Internet Explorer', /\bMSIE |Trident\//]
]
const systems: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11|CrOS/]
]

export function agentOf(userAgent: string | null): AgentSaid {
  const text = (userAgent ?? '').trim().slice(0, maxText)
  if (text === '' || text === '-') return { kind: 'none', family: 'none' }
  if (monitor.test(text)) return { kind: 'monitor', family: productOf(text, monitor) }
  if (bot.test(text)) return { kind: 'bot', family: productOf(text, bot) }
  if (library.test(text)) return { kind: 'library', family: productOf(text, library) }
  const browser = browsers.find(([, pattern]) => pattern.test(text))?.[0]
  if (browser === undefined) return { kind: 'other', family: text.split(/[/\s(]/, 1)[0] ?? 'other' }
  const system = systems.find(([, pattern]) => pattern.test(text))?.[0]
  return { kind: 'browser', family: system === undefined ? browser : `${browser} on ${system}` }
}

/** The product token that says it, without its version. */
function productOf(text: string, pattern: RegExp): string {
  const products = text.split(/[\s;(),]+/).filter((part) => part !== '' && !/^https?:|^\+/.test(part))
  return (products.find((part) => pattern.test(part)) ?? products[0] ?? text).split('/', 1)[0] ?? text
}
