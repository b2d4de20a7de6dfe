import fc from 'fast-check'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { RunRecord } from '../../domain/index.ts'
import { noIncident, undetermined, withHostileText } from '../fixture/other-verdicts.ts'
import { record } from '../fixture/record.ts'
import { renderMarkdown } from './render-markdown.ts'

const html = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
const headings = (markdown: string): string[] => markdown.split('\n').filter((line) => /^#{1,3} /.test(line))
const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length

describe('report.md', () => {
  it('is made from a record that follows its schema', () => {
    expect(RunRecord.safeParse(record).error).toBeUndefined()
  })

  it('tells the story in the order in which a reader asks', () => {
    expect(headings(renderMarkdown(record)).filter((line) => line.startsWith('## '))).toEqual([
      '## Root cause',
      '## How it unfolded',
      '## Causes apart from symptoms',
      '## Would more capacity have helped?',
      '## Rival explanations, and why each fell',
      '## What it did to people',
      '## Early warnings that were there',
      '## What to do',
      '## Proven by the materials',
      '## Consistent with the materials, but not proven',
      '## Fetch this next',
      '## What the accepted cause leaves unexplained',
      '## Contradictions between sources',
      '## The method as it was run',
      '## Materials read',
      '## Evidence'
    ])
  })

  it('puts the verdict and how sure it is before everything else', () => {
    const top = renderMarkdown(record).split('## Root cause')[0]
    expect(top).toContain('the address look-up answered in')
    expect(top).toContain('84 % (high)')
  })

  it('leads from every number in brackets to an anchor that exists', () => {
    const page = html(renderMarkdown(record))
    const targets = [...page.matchAll(/href="#(e\d+)"/g)].map((match) => match[1])
    const anchors = new Set([...page.matchAll(/<a id="(e\d+)">/g)].map((match) => match[1]))
    expect(targets.length).toBeGreaterThan(30)
    expect(targets.filter((target) => !anchors.has(target))).toEqual([])
  })

  it('shows the clocks of the service beside UTC where they differ', () => {
    expect(renderMarkdown(record)).toContain('09:12:00 UTC (10:12:00 BST)')
  })

  it('marks a restart as a stop-gap and the fix not', () => {
    const rows = renderMarkdown(record).split('\n')
    expect(rows.find((row) => row.includes('Restart the web servers'))).toContain('Stop-gap')
    expect(rows.find((row) => row.startsWith('| **Fix the cause**'))).not.toContain('Stop-gap')
  })

  it('names evidence that the report does not hold', () => {
    expect(renderMarkdown({ ...record, evidence: [] })).toContain('evidence missing from this report')
  })

  it('says what would settle an undetermined incident, and convicts nothing', () => {
    const markdown = renderMarkdown(undetermined)
    expect(markdown).toContain('To settle it, fetch first')
    expect(headings(markdown).join('\n')).not.toMatch(/Root cause|accepted/)
    expect(markdown).not.toContain('**Accepted**')
  })

  it('has no empty headings when there was no incident', () => {
    const markdown = renderMarkdown(noIncident)
    expect(headings(markdown)).toHaveLength(5)
    expect(markdown).not.toMatch(/^#.*\n\n#{1,2} /m)
  })

  it('lets no text of the materials become a link, an image, HTML or mark-up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'binary' }), mixed), (hostile) => {
        const page = html(renderMarkdown(withHostileText(hostile)))
        const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map((match) => match[1]?.toLowerCase()))
        expect([...tags].filter((tag) => !allowedTags.has(tag ?? ''))).toEqual([])
        expect(
          [...page.matchAll(/<a ([^>]*)>/g)].filter(([, attributes]) => !/^(href="#e\d+"|id="e\d+")$/.test(attributes ?? ''))
        ).toEqual([])
      }),
      { numRuns: 20 }
    )
  })

  it('keeps every table its columns and every section its heading, whatever the text', () => {
    const shape = (page: string): number[] =>
      [/<tr>/g, /<t[hd]/g, /<h[123]/g, /<li>/g, /<pre>/g].map((pattern) => count(page, pattern))
    const expected = shape(html(renderMarkdown(withHostileText('x'))))
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...attacks), mixed), (hostile) => {
        expect(shape(html(renderMarkdown(withHostileText(`x${hostile}`))))).toEqual(expected)
      }),
      { numRuns: 20 }
    )
  })
})

const allowedTags = new Set('h1 h2 h3 p strong ul li table thead tbody tr th td code pre a hr blockquote'.split(' '))
const attacks = [
  '<script>alert(1)</script>',
  '![x](https://evil.test/x.png)',
  '[click](javascript:alert(1))',
  'https://evil.test/?a=b|c',
  'www.evil.test/a\\|b',
  'someone@evil.test',
  '| a | b |\n|---|---|\n| c | d |',
  '`` ` ``` ~~~ ````',
  '\\| \\\\| \\',
  '\n\n# Heading\n\n- item\n\n```\ncode\n```\n',
  '*a* **b** __c__ ~~d~~ $x$ <!-- -->',
  '&lt;img src=x onerror=alert(1)&gt; &#60;b&#62;',
  '[^1]: note [a]: http://evil.test',
  '</a></td></table></details><h1>',
  '1. one\n2) two\n+ three',
  '\u202Etxt.exe\u0000\u2028# x'
]
const mixed = fc
  .array(fc.constantFrom(...'`|\\<>&[]()!*_~#-+=:$@ \n\tab1./'.split(''), '://', 'www.', 'https'), { maxLength: 14 })
  .map((parts) => parts.join(''))
