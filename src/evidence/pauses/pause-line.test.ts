import { expect, it } from 'vitest'
import { pauseLine } from './pause-line.ts'

it.each([
  [
    'GC(12) Pause Young (Normal) 512M->200M(1024M) 14.200ms',
    '{"pause_ms":14.2,"full":false,"heap_after_mb":200}',
    14.2,
    false,
    200
  ],
  [
    '[1:0x1] 120 ms: Mark-sweep 180.2 (200.1) -> 150.7 (190.0) MB, 245.6 / 0.1 ms  (average mu = 0.2) allocation failure',
    null,
    245.6,
    true,
    150.7
  ],
  ['gc 14 @3.1s 2%: 0.12+1.4+0.30 ms clock, 0.5+0.3/1.1/2.0+0.1 ms cpu, 40->41->22 MB, 44 MB goal, 8 P', null, 0.42, false, 22],
  ['Detected pause in JVM or host machine (eg GC): pause of approximately 3250ms', null, 3250, false, null],
  ['Full GC 900M->880M took 2.5 seconds', null, 2500, true, 880],
  ['Gen 2 garbage collection took 1,200 ms', null, 1200, true, null],
  ['Completed 200 OK in 8112ms (Views: 71.5ms | GC: 20.5ms)', null, 20.5, false, null],
  ['render /plan took 900 ms, gc=0.012 s', null, 12, false, null]
])('reads %s', (message, attributes, ms, full, heap) => {
  const found = pauseLine(message, attributes)
  expect(found?.ms).toBeCloseTo(ms, 3)
  expect(found?.full).toBe(full)
  expect(found?.heapAfterMb ?? null).toBe(heap)
})

it.each(['GC(13) Concurrent Mark Cycle 120.000ms', 'Using G1 gc', 'Order GC-17 took long', 'Job paused by operator'])(
  'reads no pause in %s',
  (message) => {
    expect(pauseLine(message, null)).toBeNull()
  }
)
