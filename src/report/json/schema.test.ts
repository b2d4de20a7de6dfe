import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RunRecord, Verdict } from '../../domain/index.ts'
import { reportSchema } from './schema.ts'

it('publishes the schema that the code follows (write it anew with `npm run schema`)', async () => {
  await expect(`${JSON.stringify(reportSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/report.schema.json')
})

it('explains every part of the record and of the verdict in docs/report.md', () => {
  const page = readFileSync(new URL('../../../docs/report.md', import.meta.url), 'utf8')
  const keys = [...Object.keys(RunRecord.shape), ...Object.keys(Verdict.shape)]
  expect(keys.filter((key) => !page.includes(`\`${key}\``) && !page.includes(`\`${key}[]\``))).toEqual([])
})
