import { closeSync, openSync, writeSync } from 'node:fs'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export type LogKind = 'access' | 'application' | 'postgres' | 'json-lines'

/** Writes a log of about `megabytes`: 180 000 client addresses, 5 000 places, 50 statements; the same for the same arguments. */
export function generateLog(kind: LogKind, megabytes: number, path: string): { readonly lines: number; readonly bytes: number } {
  const random = createRandom()
  const descriptor = openSync(path, 'w')
  let [lines, bytes, ms] = [0, 0, Date.UTC(2031, 3, 7, 9)]
  while (bytes < megabytes * 1e6) {
    const chunk: string[] = []
    for (let i = 0; i < 5000; i += 1) {
      ms += random(20)
      chunk.push(lineOf(kind, new Date(ms).toISOString(), random))
    }
    lines += chunk.length
    bytes += writeSync(descriptor, chunk.join(''))
  }
  closeSync(descriptor)
  return { lines, bytes }
}

type Random = (below: number) => number

function createRandom(): Random {
  const generator = xoroshiro128plus(20_310_407)
  return (below) => (generator.next() >>> 0) % below
}

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15',
  'curl/8.0'
]
const areas = ['north', 'south', 'east', 'west', 'centre']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function lineOf(kind: LogKind, at: string, random: Random): string {
  const area = areas[random(areas.length)] ?? ''
  const took = random(40) === 0 ? 800 + random(9000) : 5 + random(200)
  const time = `${at.slice(0, 10)} ${at.slice(11, 23)}`
  switch (kind) {
    case 'access': {
      const client = random(20_000)
      const day = `${at.slice(8, 10)}/${months[Number(at.slice(5, 7)) - 1] ?? ''}/${at.slice(0, 4)}:${at.slice(11, 19)} +0000`
      const status = random(50) === 0 ? 500 : 200
      return `10.${client >> 8}.${client & 255}.${random(9) + 1} - - [${day}] "GET /api/places/${random(5000)}/seats?day=${random(30)}&area=${area} HTTP/1.1" ${status} ${200 + random(40_000)} "https://example.org/search" "${agents[random(3)] ?? ''}" ${(took / 1000).toFixed(3)}\n`
    }
    case 'application':
      return random(200) === 0
        ? `${time} [exec-${random(40)}] ERROR org.example.seats.SeatService - Search failed for area=${area}\norg.example.SeatException: no answer\n\tat org.example.seats.SeatService.find(SeatService.java:${random(400)})\n`
        : `${time} [exec-${random(40)}] INFO  org.example.seats.SeatService - Search for area=${area} found ${random(90)} seats in ${took} ms\n`
    case 'postgres':
      return `${time} UTC [${800 + random(90)}] LOG:  duration: ${took}.${100 + random(900)} ms  statement: SELECT id, name FROM seats_${random(50)} WHERE area = '${area}' AND day = ${random(30)} ORDER BY name LIMIT 20\n`
    case 'json-lines':
      return `{"timestamp":"${at}","level":"info","service":"seats-${random(4)}","message":"search done","area":"${area}","duration_ms":${took}}\n`
  }
}
