import type { World } from './world.ts'

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0'
]

/** A visitor as the logs see one. Addresses are from ranges kept for documentation and for carriers' own use. */
export function visitorOf(
  world: World,
  citizen: number
): { readonly address: string; readonly userAgent: string; readonly user: string } {
  const random = world.random.fork(`visitor/${citizen}`)
  const address =
    citizen < 0
      ? `198.51.100.${20 + (-citizen % 200)}`
      : random.pick([
          `100.${random.integer(64, 127)}.${random.integer(0, 255)}.${random.integer(1, 254)}`,
          `203.0.113.${random.integer(1, 254)}`,
          `10.${random.integer(16, 31)}.${random.integer(0, 255)}.${random.integer(1, 254)}`
        ])
  return { address, userAgent: random.pick(agents), user: `u${random.integer(100_000, 999_999)}` }
}
