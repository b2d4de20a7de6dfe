import { expect, it } from 'vitest'
import { jobLine } from './job-line.ts'

it.each([
  ['Starting nightly backup of orders', null, 'nightly backup of orders', 'start', null],
  ['Nightly backup of orders completed in 95 s', null, 'nightly backup of orders', 'end', 95_000],
  ['Job "ledger-sync" started', null, 'ledger-sync', 'start', null],
  ['job=ledger-sync finished duration=1500ms', null, 'ledger-sync', 'end', 1500],
  ['(root) CMD (/usr/local/bin/rotate-archive.sh --all)', null, 'rotate-archive.sh', 'start', null],
  ['Run started for 2031-05-06', 'uk.example.RefundJob', 'RefundJob', 'start', null],
  ['Started disk-scrub@store.service - scrub of store.', 'systemd', 'disk-scrub store', 'start', null],
  ['squeeze.sh start shelf-9 parts=1', null, 'squeeze.sh', 'start', null],
  ['/opt/keep/squeeze.sh done', null, 'squeeze.sh', 'end', null],
  ['Reindex of stock failed after 3 minutes', null, 'reindex of stock', 'failed', 180_000]
])('%s', (message, logger, name, phase, durationMs) => {
  expect(jobLine(message, logger)).toEqual({ name, phase, durationMs })
})

it.each([
  ['Application started in 8.1 seconds'],
  ['Thread pool task executor: thread started'],
  ['Request completed in 12 ms'],
  ['Nightly backup is planned']
])('%s is no job', (message) => {
  expect(jobLine(message, null)).toBeNull()
})
