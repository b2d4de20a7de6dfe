import { expect, it } from 'vitest'
import { instancesOfPaths, isNumbered, isPlace, stemOf } from './instance-name.ts'

it.each([
  ['web-1', 'web'],
  ['web-12.internal.example:8080', 'web'],
  ['checkout-7d9f8b6c5d-x2x9p', 'checkout'],
  ['ledger-7f64d9c5c7-10b9b', 'ledger'],
  ['portal-bff-7358ae-7fde2', 'portal-bff'],
  ['submission-6d8fh', 'submission'],
  ['orders-0', 'orders'],
  ['stock-reader', 'stock-reader'],
  ['10.0.1.17:9100', '10.0.1'],
  ['eu-west-2a', 'eu-west'],
  ['node-b', 'node'],
  ['app03', 'app'],
  ['payments', 'payments'],
  ['stock-cache', 'stock-cache'],
  ['orders.internal', 'orders.internal']
])('%s is one of %s', (name, stem) => {
  expect(stemOf(name)).toBe(stem)
  expect(isNumbered(name)).toBe(name !== stem)
})

const sources = (...paths: string[]) => paths.map((path, i) => ({ id: `S${i + 1}`, path, format: 'a' }))

it('reads instances from the names of files, not from dates or rotation', () => {
  expect([...instancesOfPaths(sources('logs/gc-app-1.log', 'logs/gc-app-2.log'))]).toEqual([
    ['S1', 'app-1'],
    ['S2', 'app-2']
  ])
  expect([...instancesOfPaths(sources('pg/db1-primary.log', 'pg/db2-replica.log')).values()]).toEqual(['db1', 'db2'])
  expect([...instancesOfPaths(sources('web-a/access.log', 'web-b/access.log')).values()]).toEqual(['web-a', 'web-b'])
  for (const paths of [
    ['access.log', 'access.log.1', 'access.log.2'],
    ['a-2031-05-06.log', 'a-2031-05-07.log'],
    ['app-1.log'],
    ['db-1.log', 'web-2.log']
  ])
    expect(instancesOfPaths(sources(...paths)).size).toBe(0)
})

it.each([
  ['eu-north-9b', true],
  ['europe-west4-a', true],
  ['us-gov-east-1', true],
  ['westeurope-2', true],
  ['rack-12', true],
  ['web-1', false],
  ['app-a1', false],
  ['pay-7d4f9c6b5-x2b4q', false],
  ['north', false]
])('%s is a place that several stand in: %s', (name, is) => {
  expect(isPlace(name)).toBe(is)
})
