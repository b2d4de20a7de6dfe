import { describe, expect, it } from 'vitest'
import { callLine } from './call-lines.ts'

describe('a line about a call', () => {
  it.each([
    ['Call to pay.example.net took 3000 ms', 'pay.example.net', null],
    ['Call to pay.example.net failed after 3002 ms: connect timed out', 'pay.example.net', 'timeout'],
    ['I/O error on POST request for "https://pay.example.net/charge": Read timed out', 'pay.example.net', 'timeout'],
    ['connect ECONNREFUSED 10.0.0.9:5432', '10.0.0.9:5432', 'refused'],
    ['getaddrinfo ENOTFOUND geo.internal', 'geo.internal', 'dns'],
    ['java.net.UnknownHostException: geo.internal', 'geo.internal', 'dns'],
    ['dial tcp: lookup geo.internal on 10.0.0.2:53: no such host', 'geo.internal', 'dns'],
    ['Get "https://id.example.net/keys": x509: certificate has expired', 'id.example.net', 'tls'],
    ["HTTPSConnectionPool(host='geo.example.net', port=443): Read timed out.", 'geo.example.net', 'timeout'],
    [
      'upstream timed out (110: timed out) while reading response header from upstream, upstream: "http://app:8080/x"',
      'app:8080',
      'timeout'
    ],
    [
      'cURL error 28: timed out after 5001 ms (see https://curl.example/libcurl-errors.html) for https://cards.example.net/v2',
      'cards.example.net',
      'timeout'
    ],
    ['address-lookup did not answer within 5000 ms', 'address-lookup', 'timeout'],
    ['geocode suggest gave no reply within 20 s', 'geocode', 'timeout'],
    ['CircuitBreaker payments is OPEN', 'payments', null],
    ['address service returned 503', 'address', 'unavailable'],
    ['pay.example.net responded with 429 Too Many Requests', 'pay.example.net', 'rate-limited']
  ])('%j is of %s', (text, peer, failure) => {
    expect(callLine(text, null, true)).toMatchObject({ peer, ...(failure === null ? {} : { failure }) })
  })

  it.each([
    'Search timed out',
    'Connection is not available, request timed out after 30001ms',
    'Order 7 stored',
    'got no answer within 20 s',
    'Booking did not complete'
  ])('%j is of none', (text) => {
    expect(callLine(text, 'o.e.SearchController', true)).toBeNull()
  })

  it('without a name is its client’s', () => {
    expect(callLine('Read timed out', 'o.e.PaymentsHttpClient', true)).toEqual({ peer: 'payments', failure: 'timeout' })
  })
})
