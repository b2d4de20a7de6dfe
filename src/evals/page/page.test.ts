import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { summarise } from '../summary.ts'
import { madeSample } from '../testing/made-sample.ts'
import { diffLines } from './prompt-diff.ts'
import { renderPage } from './render-page.ts'
import { renderSummary } from './render-summary.ts'

const samples = [
  madeSample({ case: 'one', subject: 'a', correct: false }),
  madeSample({ case: 'one', subject: 'b' }),
  madeSample({
    case: 'two',
    subject: 'a',
    status: 'error',
    error: '<script>alert(1)</script> is down',
    label: null,
    checks: [],
    correct: false
  })
]
const content = { suite: { name: 'made', about: 'three samples' }, summaries: summarise(samples), gates: [], samples }

describe('the page of a suite', () => {
  it('shows cases × subjects, two answers side by side, and why each was graded as it was', () => {
    const html = renderPage(content, [])
    expect(html.match(/<article/g)).toHaveLength(3)
    expect(html).toContain('SCALING_ONLY')
    expect(html).toContain('a reason')
    expect(html).toContain('href="#case-2"')
    expect(html).toContain('not tried')
  })

  it('holds no script, and what a subject says stays text', () => {
    const html = renderPage(content, [])
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain("default-src 'none'")
  })

  it('shows what was changed in a prompt', () => {
    const lines = diffLines(['a', 'b', 'c'], ['a', 'B', 'c'])
    const html = renderPage(content, [{ from: 'p1', to: 'p2', prompts: [{ id: 'planner/plan', lines }] }])
    expect(html).toContain('- b\n+ B')
  })
})

describe('the summary of a suite', () => {
  it('has a row for each subject and each answer that is not right', () => {
    const markdown = renderSummary(content)
    expect(markdown).toContain('| b | 100 % |')
    expect(markdown).toContain('| one | a | 1 | SCALING_ONLY | a reason |')
    expect(markdown).toContain('| two | a | 1 | no answer |')
  })
})

describe('a difference line by line', () => {
  it('leaves nothing out but lines that are in both', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        const count = (list: readonly string[]): number => list.length
        const removed = lines.filter(({ mark }) => mark === '-').length
        const added = lines.filter(({ mark }) => mark === '+').length
        expect(count(after) - count(before)).toBe(added - removed)
        expect(diffLines(before, before)).toEqual([])
      })
    )
  })
})
