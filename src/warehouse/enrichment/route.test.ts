import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryParametersOf } from './query-parameters.ts'
import { learnRoutes } from './route.ts'

const request = (target: string, entity: string | null = null) => ({ method: 'GET', target, entity })
const routeOf = (target: string): string => learnRoutes([request(target)])(request(target))

describe('a route', () => {
  it.each([
    ['/api/orders/1234', 'GET /api/orders/{id}'],
    ['/api/orders/1234?x=1#y', 'GET /api/orders/{id}'],
    ['/api/v2/users/9f1c2a34-1111-4222-8333-abcdefabcdef/cart', 'GET /api/v2/users/{id}/cart'],
    ['/reports/2031-04-07/daily', 'GET /reports/{date}/daily'],
    ['/bookings/BK-20310407-001', 'GET /bookings/{id}'],
    ['/p/some-article-17', 'GET /p/{id}'],
    ['/static/app.3f2a9c.js', 'GET /static/{id}.js'],
    ['/oauth2/token', 'GET /oauth2/token'],
    ['/a//b/', 'GET /a/b'],
    ['/a;jsessionid=77/b', 'GET /a/b'],
    ['https://host.example:8080/a/7', 'GET /a/{id}'],
    ['/users/ann@example.org', 'GET /users/{id}'],
    ['/', 'GET /'],
    ['*', 'GET /*']
  ])('of %j is %j', (target, expected) => {
    expect(routeOf(target)).toBe(expected)
  })

  it('needs no method', () => {
    expect(learnRoutes([])({ method: null, target: '/a/5', entity: null })).toBe('/a/{id}')
  })

  it('takes names for values where a service has too many of them', () => {
    const names = Array.from(
      { length: 200 },
      (_, index) => `town-${'abcdefghij'.charAt(index % 10)}${'klmnopqrstuvwxyz'.charAt(index % 16)}${'abc'.charAt(index % 3)}`
    )
    const requests = [
      ...names.map((name) => request(`/weather/${name}/today`)),
      ...Array.from({ length: 50 }, () => request('/weather/index'))
    ]
    const learned = learnRoutes(requests)
    expect(learned(request('/weather/town-akb/today'))).toBe('GET /weather/{}/today')
    expect(learned(request('/weather/index'))).toBe('GET /weather/index')
  })

  it('takes names for values where the same stands below them, however often one comes, and ids beside them alike', () => {
    const guilds = Array.from({ length: 30 }, (_, i) => `guild-${'abcdefghij'.charAt(i % 10)}${'xyz'.charAt(i % 3)}`)
    const learned = learnRoutes([
      ...guilds.flatMap((name, i) => Array.from({ length: 1 + 4 * (i % 5) }, () => request(`/guilds/${name}/ledgers`))),
      ...Array.from({ length: 9 }, (_, i) => request(`/guilds/guild-${i}/ledgers`)),
      ...Array.from({ length: 40 }, () => request('/guilds/news'))
    ])
    expect(new Set(guilds.map((name) => learned(request(`/guilds/${name}/ledgers`))))).toEqual(
      new Set(['GET /guilds/{id}/ledgers'])
    )
    expect(learned(request('/guilds/news'))).toBe('GET /guilds/news')
  })

  it('is learned for each service by itself', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      request(`/x${'abcdefghijklmnopqrstuvwxyz'.charAt(index % 26)}${'abc'.charAt(index % 3)}`, 'scanned')
    )
    const learned = learnRoutes([...many, request('/xaa', 'calm'), request('/xab', 'calm')])
    expect(learned(request('/xaa', 'calm'))).toBe('GET /xaa')
    expect(learned(request('/xaa', 'scanned'))).toBe('GET /{}')
  })

  it('has no digit-bearing id left, whatever the ids', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.uuid(), (number, uuid) => {
        expect(routeOf(`/a/${number}/b/${uuid}`)).toBe('GET /a/{id}/b/{id}')
      })
    )
  })

  it('comes of any text', () => {
    fc.assert(
      fc.property(fc.string(), (target) => {
        expect(routeOf(target)).toMatch(/^GET \//)
      })
    )
  })
})

describe('query parameters', () => {
  it('are decoded, by name; repeated ones joined', () => {
    expect(queryParametersOf('/s?area=north%20east&area=west&empty=&q=a+b#frag=1')).toEqual({
      area: 'north east,west',
      empty: '',
      q: 'a b'
    })
    expect(queryParametersOf('/s')).toBeNull()
    expect(queryParametersOf('/s?')).toBeNull()
    expect(queryParametersOf('/s?bad=%E0%A4%A')).toEqual({ bad: '\uFFFD%A' })
  })

  it('survive a name that an object has already', () => {
    expect(Object.entries(queryParametersOf('/s?__proto__=1&constructor=2') ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2']
    ])
  })
})
