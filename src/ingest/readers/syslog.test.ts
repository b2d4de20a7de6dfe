import { expect, it } from 'vitest'
import { itemsOf } from '../testing/read-text.ts'

const head = '2031-07-07T09:00:02.161 web1 loans[22]:'

it('a message that begins with a level has it, behind an id of the request too', () => {
  const lines = [`${head} [5cf7d476] WARN  Client attempt failed`, `${head} ERROR: gave up`, `${head} INFORMATION desk opened`]
  expect(itemsOf(lines.join('\n'), 'events').map(({ record }) => ('level' in record ? record.level : 'none'))).toEqual([
    'warning',
    'error',
    null
  ])
})
