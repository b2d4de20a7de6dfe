import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JournalEvent } from '../src/domain/index.ts'
import { packagePath } from '../src/installation.ts'
import { replay } from '../src/replaying.ts'
import { recordedRuns } from '../src/workspace/recorded.ts'

const place = packagePath('evals', 'recorded')

describe.each(recordedRuns().map((id) => id.replace(/^recorded:/, '')))('the recorded run %s', (name) => {
  it('is shown again without materials or a network, and came to the answer of its sample', async () => {
    const events: JournalEvent[] = []
    await replay(join(place, name), (event) => void events.push(event))
    const started = events.find((event) => event.type === 'run-started')
    const sample = name.replace(/-by-hand$/, '')
    expect(started?.incident).toMatchObject({ name: sample, folder: `materials/${sample}` })
    const truth: unknown = JSON.parse(await readFile(packagePath('evals', 'truth', `${sample}.json`), 'utf8'))
    const finished = events.find((event) => event.type === 'run-finished')
    const category = finished?.record.verdict.rootCause?.category
    expect(truth).toMatchObject({ acceptCategories: expect.arrayContaining([category]) })
  })

  it.runIf(name.endsWith('-by-hand'))('says what it is, and by whom it was played', async () => {
    const journal = await readFile(join(place, name, 'journal.jsonl'), 'utf8')
    expect(journal).toContain('"model":"manual"')
    expect(await readFile(join(place, name, 'README.md'), 'utf8')).toMatch(/played by an assistant/i)
  })
})
