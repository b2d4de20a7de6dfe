import { expect, it } from 'vitest'
import { stopsJob } from './stopped.ts'

it.each([
  ['ops : COMMAND=/sbin/volctl verify -p pool7', 'volume-verify pool7'],
  ['sudo systemctl stop disk-verify@pool7.service', 'disk-verify pool7'],
  ['archive export killed by r.lane', 'archive export'],
  ['aborted reindex', 'reindex']
])('%s stops %s', (message, name) => {
  expect(stopsJob(message, name)).toBe(true)
})

it.each([
  ['ops : COMMAND=/sbin/volctl status pool7', 'volume-verify pool7'],
  ['should we stop the archive export?', 'archive export'],
  ['sudo systemctl stop mail-relay', 'archive export'],
  ['verify of pool9 stopped', 'volume-verify pool7']
])('%s does not stop %s', (message, name) => {
  expect(stopsJob(message, name)).toBe(false)
})
