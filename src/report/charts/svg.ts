import { escapeHtml } from '../html/escape.ts'

type Attributes = Readonly<Record<string, string | number>>

/** An SVG element; every attribute is escaped. `inner` is SVG already. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escapeHtml(value)}"`)
    .join('')
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`
}

/** A line of text at a place. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeHtml(text))
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element('line', { x1, y1, x2, y2, ...attributes })
}

/** A path through points. */
export function path(points: readonly (readonly [number, number])[], attributes: Attributes): string {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('')
  return element('path', { d, fill: 'none', ...attributes })
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Colours with at least 3:1 against white. A shape or a dash always says the same. */
export const colours = {
  ink: '#0b0c0c',
  quiet: '#505a5f',
  pale: '#7d868c',
  rule: '#cecece',
  shade: '#f3f2f1',
  blue: '#1d70b8',
  red: '#ca3535',
  orange: '#b05a00',
  green: '#0f7a52',
  purple: '#54319f'
} as const
