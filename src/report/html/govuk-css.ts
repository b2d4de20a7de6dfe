import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The components of GOV.UK Frontend that a report uses. No header, no crown, no logo. */
const reportFamilies =
  'template body body-l body-s heading-l heading-m heading-s caption-l list link table summary-list details tag warning-text skip-link visually-hidden width-container main-wrapper'.split(
    ' '
  )

/**
 * GOV.UK Frontend's compiled CSS, cut down to the components of a report and `more`, without its fonts (the Transport
 * font is for gov.uk alone) and without anything that would be fetched.
 */
export function govukCss(more: readonly string[] = []): string {
  const key = more.join(' ')
  const css =
    cached.get(key) ??
    prune(readFileSync(createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'), 'utf8'), more)
  cached.set(key, css)
  return css
}

const cached = new Map<string, string>()

/** Keeps the rules of CSS whose selectors name only components of a report, or of `more`. Exported for its test. */
export function prune(css: string, more: readonly string[] = []): string {
  const families = new Set([...reportFamilies, ...more].map((family) => `govuk-${family}`))
  return rulesOf(css.replaceAll(/\/\*[^]*?\*\//g, ''))
    .map((rule) => keepRule(rule, families))
    .join('')
    .replaceAll('font-family:GDS Transport,arial,sans-serif', 'font-family:arial,sans-serif')
}

interface Rule {
  readonly head: string
  /** Null for a statement such as @charset. */
  readonly body: string | null
}

function keepRule({ head, body }: Rule, families: ReadonlySet<string>): string {
  if (body === null || head.startsWith('@font-face') || head.startsWith('@-moz')) return ''
  if (head.startsWith('@media') || head.startsWith('@supports')) {
    const inner = rulesOf(body)
      .map((rule) => keepRule(rule, families))
      .join('')
    return inner === '' ? '' : `${head}{${inner}}`
  }
  const selectors = head.split(',').filter((selector) => isKept(selector, families))
  return selectors.length === 0 || body.includes('url(') ? '' : `${selectors.join(',')}{${body}}`
}

function isKept(selector: string, families: ReadonlySet<string>): boolean {
  // `.\:focus` is a state that documentation pages fake, not a component.
  const classes = selector.replaceAll(/\.\\:[\w-]+/g, '').matchAll(/\.([\w\\!-]+)/g)
  // A part (`__`) or a kind (`--`) of a component.
  return [...classes].every(([, name = '']) => families.has(name.replace(/(?:__|--).*/, '')))
}

/** The rules at the outermost level. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = []
  let [depth, start, open] = [0, 0, 0]
  for (let i = 0; i < css.length; i += 1) {
    if (css[i] === '{' && depth++ === 0) open = i
    else if (css[i] === '}' && --depth === 0) {
      rules.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, i) })
      start = i + 1
    } else if (css[i] === ';' && depth === 0) {
      rules.push({ head: css.slice(start, i).trim(), body: null })
      start = i + 1
    }
  }
  return rules
}
