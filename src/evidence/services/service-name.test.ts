import { expect, it } from 'vitest'
import { serviceNames } from './service-name.ts'

it('puts instances of one service together, and takes a number alone for no service', () => {
  const names = serviceNames(['page-svc-0', 'page-svc-1', 'stock', '0', '17'])
  expect(['page-svc-0', 'page-svc-1', 'stock', '0', '17', ''].map((entity) => names.of(entity))).toEqual([
    'page-svc',
    'page-svc',
    'stock',
    null,
    null,
    null
  ])
})
