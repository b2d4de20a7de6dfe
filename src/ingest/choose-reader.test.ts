import { expect, it } from 'vitest'
import { headOf } from './folder/text-file.ts'
import { readers } from './readers/index.ts'
import { samples } from './testing/samples.ts'

it('readers promise no less than they give', () => {
  for (const [name, text] of Object.entries(samples)) {
    const head = headOf({ path: name, lines: text.split('\n'), encoding: 'utf-8' })
    for (const reader of readers) expect(reader.detect(head), `${reader.format} of ${name}`).toBeLessThanOrEqual(reader.most ?? 1)
  }
})
