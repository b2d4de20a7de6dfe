import { expect, it } from 'vitest'
import { reportSchema } from './schema.ts'

it('publishes the schema that the code follows (write it anew with `npm run schema`)', async () => {
  await expect(`${JSON.stringify(reportSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/report.schema.json')
})
