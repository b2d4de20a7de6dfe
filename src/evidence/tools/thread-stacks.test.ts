import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

const threads = (head: (i: number) => string, frames: readonly string[], count: number): string =>
  Array.from({ length: count }, (_, i) => [head(i), ...frames].join('\n')).join('\n\n')

const jvm = [
  '2031-05-06 09:20:00',
  'Full thread dump OpenJDK 64-Bit Server VM (21.0.1 mixed mode):',
  '# kubectl exec till-5c9-x2 -- jstack 1',
  '"worker-0" #30 prio=5 tid=0x01 nid=0x02 runnable',
  '   java.lang.Thread.State: RUNNABLE',
  '\tat sun.nio.ch.SocketDispatcher.read0(Native Method)',
  '\tat org.example.Printer.send(Printer.java:9)',
  '\t- locked <0x00aa> (a org.example.Roll)',
  '',
  threads(
    (i) =>
      `"worker-${i + 1}" #${i + 31} prio=5 tid=0x01 nid=0x02 waiting for monitor entry\n   java.lang.Thread.State: BLOCKED (on object monitor)`,
    ['\tat org.example.Roll.next(Roll.java:5)', '\t- waiting to lock <0x00aa> (a org.example.Roll)'],
    6
  )
].join('\n')

it('most of a pool stand before one lock, and its holder waits for an answer', async () => {
  await using incident = await madeIncident({ 'dump.txt': jvm })
  expect((await incident.ask('thread_stacks')).facts).toMatchObject({
    standing: 6,
    standing_for: 'lock',
    standing_at: 'org.example.Roll.next',
    standing_pool: 'worker',
    standing_in: 'till-5c9-x2',
    pool_threads: 7,
    one_lock: 1,
    holder_does: 'answer',
    holder_at: 'org.example.Printer.send',
    taken_at: at('09:20')
  })
})

it.each([
  [
    'py-spy',
    threads(
      (i) => `Thread ${i + 9} (idle): "cut_${i}"`,
      ['    wait (threading.py:355)', '    result (concurrent/futures/_base.py:451)', '    cut_all (shop/cut.py:7)'],
      5
    ),
    'cut_all (shop/cut.py)'
  ],
  [
    'dotnet-stack',
    threads(
      (i) => `Thread (0x${i}F):`,
      [
        '  [Native Frames]',
        '  System.Private.CoreLib!System.Threading.Tasks.Task.InternalWaitCore(int32,CancellationToken)',
        '  Shop!Shop.Keys.Load(string)'
      ],
      5
    ),
    'Shop.Keys.Load'
  ],
  [
    'goroutines',
    threads(
      (i) => `goroutine ${i + 9} [semacquire, 4 minutes]:`,
      [
        'sync.runtime_Semacquire(0xc0)',
        '\t/usr/go/src/runtime/sema.go:62 +0x25',
        'sync.(*WaitGroup).Wait(0xc0)',
        '\t/usr/go/src/sync/wg.go:9',
        'main.(*Cut).All(0xc0)',
        '\t/app/cut.go:5 +0x1'
      ],
      5
    ),
    'main.(*Cut).All'
  ]
])('stacks of %s show who stands until handed out work is done', async (_, text, frame) => {
  await using incident = await madeIncident({ 'stacks.txt': `taken 2031-05-06T09:20:00Z\n\n${text}\n` })
  expect((await incident.ask('thread_stacks')).facts).toMatchObject({
    standing: 5,
    standing_for: 'result',
    standing_at: frame,
    taken_at: at('09:20')
  })
})

it('threads that wait for work stand for nothing', async () => {
  const idle = threads(
    (i) => `Thread ${i + 9} (idle): "cut_${i}"`,
    ['    wait (threading.py:355)', '    get (queue.py:171)', '    _worker (concurrent/futures/thread.py:81)'],
    8
  )
  await using incident = await madeIncident({ 'stacks.txt': `taken 2031-05-06T09:20:00Z\n\n${idle}\n` })
  expect((await incident.ask('thread_stacks')).facts).toMatchObject({ threads: 8, standing: null })
})
