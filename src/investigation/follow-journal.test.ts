import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { JournalEvent } from '../domain/index.ts'
import { createIncidentFolder } from '../testing/index.ts'
import { followJournal } from './follow-journal.ts'

const line = (sequence: number, event: JournalEvent): string =>
  `${JSON.stringify({ version: 1, sequence, at: '2031-04-07T09:00:00.000Z', event })}\n`
const resumed = (sequence: number): string => line(sequence, { type: 'run-resumed', note: 'é'.repeat(40) })

it('reads each line once it is whole, and nothing twice', async () => {
  await using place = await createIncidentFolder()
  const path = place.path('journal.jsonl')
  const journal = followJournal(path)
  expect(await journal.next()).toEqual([])
  await writeFile(path, resumed(0) + resumed(1).slice(0, 50))
  expect(await journal.next()).toMatchObject([{ sequence: 0 }])
  await appendFile(path, resumed(1).slice(50))
  expect(await journal.next()).toMatchObject([{ sequence: 1 }])
  expect(await journal.next()).toEqual([])
})

it('goes on after a half line was cut off by whoever resumed the run', async () => {
  await using place = await createIncidentFolder()
  const path = place.path('journal.jsonl')
  const journal = followJournal(path)
  await writeFile(path, `${resumed(0)}{"version":1,"seq`)
  expect(await journal.next()).toHaveLength(1)
  await truncate(path, Buffer.byteLength(resumed(0)))
  await appendFile(path, resumed(1) + resumed(2))
  expect(await journal.next()).toMatchObject([{ sequence: 1 }, { sequence: 2 }])
})

it('reads lines longer than what is read at a time', async () => {
  await using place = await createIncidentFolder()
  const path = place.path('journal.jsonl')
  const long = line(0, { type: 'run-resumed', note: 'x'.repeat(9 * 1024 ** 2) })
  await writeFile(path, long + resumed(1))
  expect(await followJournal(path).next()).toHaveLength(2)
})

it('names the place of a line that no writer of journals writes', async () => {
  await using place = await createIncidentFolder()
  const path = place.path('journal.jsonl')
  await writeFile(path, `${resumed(0)}{"version":2}\n`)
  await expect(followJournal(path).next()).rejects.toThrow(`${path}:2`)
})
