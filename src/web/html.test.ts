import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('a template', () => {
  it('shows any text as text, in an element and in a quoted attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`
        const { childNodes } = parseFragment(markup)
        expect(childNodes).toMatchObject([{ nodeName: 'p', attrs: [{ name: 'title' }] }])
        const inner = childNodes.flatMap((node) => ('childNodes' in node ? node.childNodes : []))
        expect(inner.filter(({ nodeName }) => nodeName !== '#text')).toEqual([])
      })
    )
  })

  it('takes templates, lists of them and nothing at all', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`${items}${null}${undefined}${false}${0}`.markup).toBe('<li>a</li><li>&lt;b&gt;</li>0')
  })
})
