import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordSchemas } from '../domain/index.ts'
import { accountingProblems, readText } from './testing/read-text.ts'
import { samples } from './testing/samples.ts'

/** Ten thousand damaged files in all when everything is tested. */
const runs = process.env['INQUEST_TEST_ALL'] === undefined ? 20 : 1000

/** Damage as real files have it: lines cut, doubled, swapped, merged, with stray bytes. */
const damage = fc.array(
  fc.record({
    what: fc.constantFrom('cut', 'double', 'drop', 'insert', 'blank', 'merge', 'stray'),
    at: fc.nat(),
    by: fc.nat(),
    text: fc.string({ maxLength: 40 })
  }),
  { minLength: 1, maxLength: 8 }
)

function damaged(text: string, changes: readonly { what: string; at: number; by: number; text: string }[]): string {
  const lines = text.split('\n')
  for (const { what, at, by, text: extra } of changes) {
    const index = at % lines.length
    const line = lines[index] ?? ''
    const cut = line.length === 0 ? 0 : by % line.length
    if (what === 'cut') lines[index] = line.slice(0, cut)
    else if (what === 'double') lines.splice(index, 0, line)
    else if (what === 'drop' && lines.length > 2) lines.splice(index, 1)
    else if (what === 'insert') lines.splice(index, 0, ...extra.split('\n'))
    else if (what === 'blank') lines.splice(index, 0, '  ')
    else if (what === 'merge') lines.splice(index, 2, line + (lines[index + 1] ?? ''))
    else lines[index] = line.slice(0, cut) + extra.replaceAll('\n', '"') + line.slice(cut)
  }
  return lines.join('\n')
}

describe.each(Object.entries(samples))('a %s file', (_, text) => {
  it('has each of its lines in an item, and only records of the schema', () => {
    const read = readText(text)
    expect(accountingProblems(read)).toEqual([])
    expect(read.source.rejections).toEqual([])
    const issues = read.items.flatMap((item) =>
      item.kind === 'record' ? (recordSchemas[item.table].safeParse(item.record).error?.issues ?? []) : []
    )
    expect(issues).toEqual([])
  })

  it('has so after any damage, and reading never fails', () => {
    fc.assert(
      fc.property(damage, (changes) => {
        const broken = damaged(text, changes)
        fc.pre(broken.trim() !== '')
        expect(accountingProblems(readText(broken))).toEqual([])
      }),
      { numRuns: runs }
    )
  })
})

it('accounts for any text at all', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 20 }), (lines) => {
      const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n')
      fc.pre(text.trim() !== '' && /[^\s\0]/.test(text))
      expect(accountingProblems(readText(text))).toEqual([])
    }),
    { numRuns: runs * 4 }
  )
})
