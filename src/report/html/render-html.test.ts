import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse, type ParserError } from 'parse5'
import { describe, expect, it } from 'vitest'
import { noIncident, undetermined, withHostileText } from '../fixture/other-verdicts.ts'
import { record } from '../fixture/record.ts'
import { renderHtml } from './render-html.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

interface Page {
  readonly errors: string[]
  readonly elements: Element[]
}

function read(html: string): Page {
  const errors: string[] = []
  const root = parse(html, { onParseError: ({ code }: ParserError) => errors.push(code) })
  const elements: Element[] = []
  const visit = (node: Node): void => {
    if ('tagName' in node) elements.push(node)
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(root)
  return { errors, elements }
}

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((attr) => attr.name === name)?.value
const named = (page: Page, tag: string): Element[] => page.elements.filter(({ tagName }) => tagName === tag)

describe('report.html', () => {
  it.each([
    ['determined', record],
    ['undetermined', undetermined],
    ['no incident', noIncident]
  ])('is well-formed, with unique ids and headings in order: %s', (_, said) => {
    const page = read(renderHtml(said))
    expect(page.errors).toEqual([])
    const ids = page.elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined)
    expect(ids.length).toBe(new Set(ids).size)
    const levels = page.elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []))
    expect(levels[0]).toBe(1)
    expect(levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1)).toBe(true)
  })

  it('asks the network for nothing, runs no script and carries no inline style', () => {
    const html = renderHtml(record)
    const page = read(html)
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`)
    expect(named(page, 'script')).toEqual([])
    const addresses = page.elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => /^(src|href|srcset|action|style|on.*|xlink:href)$/.test(name))
    )
    expect(addresses.filter(({ name, value }) => name !== 'href' || !value.startsWith('#'))).toEqual([])
    expect(html).not.toMatch(/url\(|@import|GDS Transport/)
  })

  it('leads every link to something on the page', () => {
    const page = read(renderHtml(record))
    const ids = new Set(page.elements.map((element) => attribute(element, 'id')))
    const targets = named(page, 'a').map((link) => attribute(link, 'href')?.slice(1))
    expect(targets.length).toBeGreaterThan(60)
    expect(targets.filter((target) => !ids.has(target))).toEqual([])
  })

  it('draws the incident, its cascade, the contrast and the counterfactual, each for a page and for a phone', () => {
    const page = read(renderHtml(record))
    const pictures = named(page, 'svg').filter((svg) => attribute(svg, 'role') === 'img')
    expect(pictures.map((svg) => attribute(svg, 'aria-labelledby'))).toEqual([
      'chart-contrast',
      'chart-contrast',
      'chart-incident',
      'chart-incident',
      'chart-cascade',
      'chart-cascade',
      'chart-counterfactual',
      'chart-counterfactual'
    ])
    expect(named(page, 'circle').length).toBeGreaterThan(200)
    expect(renderHtml(record)).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('draws nothing where the record holds no rows and no events', () => {
    expect(named(read(renderHtml({ ...record, evidence: [], timeline: [] })), 'figure')).toEqual([])
  })

  it('shows the turning points of a long timeline, and all of it behind them', () => {
    const [first] = record.timeline
    if (!first) throw new Error('the fixture has a timeline')
    const long = {
      ...record,
      timeline: [...record.timeline, ...Array.from({ length: 30 }, () => ({ ...first, mark: 'context' as const }))]
    }
    const page = read(renderHtml(long))
    const summaries = named(page, 'summary').length - named(read(renderHtml(record)), 'summary').length
    expect(summaries).toBe(1)
    const rows = (said: typeof record): number => named(read(renderHtml(said)), 'tr').length
    expect(rows(long)).toBeGreaterThan(rows(record) + 30)
  })

  it('shows whatever the materials say as text, and keeps its structure', () => {
    // A longer text may take another line of a picture.
    const shape = (page: Page): string =>
      page.elements
        .map(({ tagName }) => tagName)
        .join(' ')
        .replaceAll(/(?: text)+/g, ' text')
    const expected = shape(read(renderHtml(withHostileText('x'))))
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'binary' })), (hostile) => {
        const page = read(renderHtml(withHostileText(`x${hostile}`)))
        expect(page.errors).toEqual([])
        expect(shape(page)).toBe(expected)
        expect(
          page.elements.flatMap(({ attrs }) =>
            attrs.filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'src')
          )
        ).toEqual([])
      }),
      { numRuns: 20 }
    )
  })
})

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>',
  '</svg></figure></details></table>',
  '<!-- ]]> -->',
  '&lt;b&gt; &amp; &#0; &bogus;',
  '\u0000\u0007\u202E\uD800 \u2028',
  '\uFDD0\u{1FFFE}\uFFFF',
  '${x} {{x}} <%= x %>'
]
