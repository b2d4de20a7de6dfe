import { expect, it } from 'vitest'
import type { Action } from './language/actions.ts'
import { undoes } from './undoes.ts'

const deed = (kind: Action['kind'], text: string, before: string | null = null, after: string | null = null) => ({
  kind,
  text,
  object: 'pool',
  before,
  after
})

it.each([
  [deed('rollback', 'Rolled back to 41'), true],
  [deed('flag', 'new-list: 0 % -> 10 %'), false],
  [deed('flag', 'new-list: 10 % -> 0 %'), true],
  [deed('flag', 'Flag new-list switched off'), true],
  [deed('flag', 'new-list: false -> true'), false],
  [deed('deploy', 'Hotfix: the old query again'), true],
  [deed('deploy', 'Release 42'), false],
  [deed('raise-limit', 'pool: 10 -> 20', '10', '20'), false],
  [deed('raise-limit', 'pool: 2 -> 24', '2', '24'), true]
])('$0.text is an undoing or none', (one, expected) => {
  expect(undoes(one, [deed('lower-limit', 'pool: 24 -> 2', '24', '2')])).toBe(expected)
})
