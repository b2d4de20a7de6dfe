import { expect, it } from 'vitest'
import { settingChangesOf } from './setting-changes.ts'

it.each([
  ['-  worker_connections 2048;\n+  worker_connections 256;', 'worker_connections', '2048', '256'],
  ['-    server a 10.0.0.4:80 maxconn 90 check\n+    server a 10.0.0.4:80 maxconn 9 check', 'maxconn', '90', '9']
])('a line that differs in one number names its setting by the word before it', (diff, name, from, to) => {
  expect(settingChangesOf(null, diff)).toEqual([{ name, from, to, line: expect.any(Number) }])
})

it.each(['-  if (age > 17) return\n+  if (age > 18) return', '-  retry 3 of 5\n+  retry 4 of 6'])(
  'numbers that are no limit, or several at once, are no setting',
  (diff) => {
    expect(settingChangesOf(null, diff)).toEqual([])
  }
)

it('what a container asks for and what it may have are told apart, and a limit set to nothing is none', () => {
  const diff = [
    ' resources:',
    '   requests:',
    '-    cpu: 900m',
    '+    cpu: 150m',
    '   limits:',
    '-    cpu: ""',
    '+    cpu: 300m',
    '     memory: 1Gi',
    '-replicas: 4',
    '+replicas: 3'
  ].join('\n')
  expect(settingChangesOf(null, diff).map(({ name, from, to }) => [name, from, to])).toEqual([
    ['requests.cpu', '900m', '150m'],
    ['limits.cpu', 'unlimited', '300m'],
    ['replicas', '4', '3']
  ])
})

it.each([
  '-FROM node:20.19-slim\n+FROM node:20.20-slim',
  '-image: desk:4.1\n+image: desk:4.2',
  '- image.tag: 1.12.0\n+ image.tag: 1.12.1',
  '-  nodeVersion: 20.1\n+  nodeVersion: 20.2',
  '-    "express-rate-limit": "^7.1.5",\n+    "express-rate-limit": "^7.4.0",',
  '-memcached: memcached:1.6\n+memcached: memcached:1.7',
  '-worker.digest: sha256:9f86d081884c\n+worker.digest: sha256:2c26b46b68ff',
  'queue-worker 3f9ac21 -> 9b1e77d'
])('a version of what is built on or run sets nothing', (diff) => {
  expect(settingChangesOf(null, diff)).toEqual([])
})

it.each([
  ['-cpu: 0.5\n+cpu: 0.2', 'cpu'],
  ['-maxmemory-policy: allkeys-lru\n+maxmemory-policy: noeviction', 'maxmemory-policy'],
  ['-upstream: 10.0.0.4\n+upstream: 10.0.0.9', 'upstream']
])('what looks alike and sets something is read: %j', (diff, name) => {
  expect(settingChangesOf(null, diff)).toMatchObject([{ name }])
})

it.each([
  ['+  rate_limits:\n+    - window: 1m\n+      requests: 30\n+  log: true', 'rate_limits.requests', '30'],
  ['+ limit_req_zone $binary_remote_addr zone=a:10m rate=4r/s;', 'rate', '4r/s'],
  ['+  throttle:\n+    period: 60', undefined, undefined],
  ['-  rateLimit: 90\n+  rateLimit: 30', undefined, undefined],
  ['+  pool:\n+    size: 30', undefined, undefined]
])('how often somebody may ask was not bounded until a bound was added: %s', (diff, name, to) => {
  const found = settingChangesOf(null, diff).find(({ from }) => from === 'unlimited')
  expect([found?.name, found?.to]).toEqual([name, to])
})
