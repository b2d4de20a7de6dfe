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

it('takes a pod for the service that is named as well, and no other service for one', () => {
  const names = serviceNames([
    'pay-svc',
    'pay-svc-8f-c2',
    'pay-svc-8f-k4',
    'pay-svc-8f-c2-x',
    'pay',
    'pay-gateway',
    'pay-svc-cache'
  ])
  expect(['pay-svc-8f-c2', 'pay-svc-8f-k4', 'pay-gateway', 'pay-svc-cache'].map((entity) => names.of(entity))).toEqual([
    'pay-svc',
    'pay-svc',
    'pay-gateway',
    'pay-svc-cache'
  ])
})

it('takes pods that are called after a service without its kind for that service, where one alone is so called', () => {
  const names = serviceNames(['pier-svc', 'pier-0', 'pier-1', 'boat-api', 'boat-worker', 'boat-1'])
  expect(['pier-0', 'pier-1', 'boat-1'].map((entity) => names.of(entity))).toEqual(['pier-svc', 'pier-svc', 'boat-1'])
})
