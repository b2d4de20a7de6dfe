import { type Doing, doingAt } from '../../world/doing.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { dialects } from './dialects/index.ts'

/** The state and the top of the stack of a thread that does this. `{…}` are filled in. */
const stacks: Readonly<
  Record<Exclude<Doing['what'], 'queue'> | 'idle', { state: string; doing: string; frames: readonly string[] }>
> = {
  idle: {
    state: 'WAITING (parking)',
    doing: 'waiting on condition',
    frames: [
      'at jdk.internal.misc.Unsafe.park(java.base@17.0.11/Native Method)',
      '- parking to wait for  <0x00000000e1a04418> (a java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject)',
      'at java.util.concurrent.LinkedBlockingQueue.take(java.base@17.0.11/LinkedBlockingQueue.java:435)',
      'at org.apache.tomcat.util.threads.TaskQueue.take(TaskQueue.java:117)'
    ]
  },
  connection: {
    state: 'TIMED_WAITING (parking)',
    doing: 'waiting on condition',
    frames: [
      'at jdk.internal.misc.Unsafe.park(java.base@17.0.11/Native Method)',
      '- parking to wait for  <0x00000000e0c51b90> (a java.util.concurrent.SynchronousQueue$TransferQueue)',
      'at com.zaxxer.hikari.util.ConcurrentBag.borrow(ConcurrentBag.java:151)',
      'at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:180)',
      'at org.springframework.jdbc.datasource.DataSourceUtils.fetchConnection(DataSourceUtils.java:160)'
    ]
  },
  lock: { state: 'RUNNABLE', doing: 'runnable', frames: [] },
  statement: {
    state: 'RUNNABLE',
    doing: 'runnable',
    frames: [
      'at sun.nio.ch.SocketDispatcher.read0(java.base@17.0.11/Native Method)',
      'at {driver}',
      'at com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery(ProxyPreparedStatement.java:52)',
      'at {package}.{repository}.find(JdbcOperations.java:77)'
    ]
  },
  call: {
    state: 'RUNNABLE',
    doing: 'runnable',
    frames: [
      'at sun.nio.ch.Net.poll(java.base@17.0.11/Native Method)',
      'at sun.nio.ch.NioSocketImpl.park(java.base@17.0.11/NioSocketImpl.java:181)',
      'at java.net.Socket$SocketInputStream.read(java.base@17.0.11/Socket.java:966)',
      'at {package}.client.{subject}Client.send(HttpOperations.java:58)'
    ]
  },
  cache: {
    state: 'RUNNABLE',
    doing: 'runnable',
    frames: [
      'at sun.nio.ch.EPoll.wait(java.base@17.0.11/Native Method)',
      'at io.lettuce.core.LettuceFutures.awaitOrCancel(LettuceFutures.java:243)'
    ]
  },
  processor: { state: 'RUNNABLE', doing: 'runnable', frames: ['at {package}.web.{controller}.handle({controller}.java:88)'] }
}
const drivers = {
  postgres: 'org.postgresql.core.v3.QueryExecutorImpl.processResults(QueryExecutorImpl.java:2285)',
  mysql: 'com.mysql.cj.protocol.a.NativeProtocol.readMessage(NativeProtocol.java:577)',
  sqlserver: 'com.microsoft.sqlserver.jdbc.TDSReader.readPacket(IOBuffer.java:6764)'
}

/**
 * `jstack` of one instance at each of the file's moments: its workers as they truly were then. A statement that waits for a
 * lock in the database looks like one that runs there: the thread reads from a socket.
 */
export const threadDump: Emitter = (context) => {
  const { world, file, clock } = context
  const dumps = file.at.map((time) => {
    const at = world.at(time)
    const threads = threadsAt(context, at)
    const head = [clock.local(at).slice(0, 19), 'Full thread dump OpenJDK 64-Bit Server VM (17.0.11+9 mixed mode, sharing):', '']
    return {
      text: [...head, ...threads.map((lines) => `${lines.join('\n')}\n`), 'JNI global refs: 31, weak refs: 0', ''].join('\n'),
      records: threads.length + 1
    }
  })
  return {
    kind: 'document',
    text: dumps.map(({ text }) => text).join('\n'),
    records: dumps.reduce((sum, { records }) => sum + records, 0)
  }
}

function threadsAt(context: EmitContext, at: number): string[][] {
  const { world, file } = context
  const { instances } = world.scenario.service
  const instance = instances.find(({ name }) => name === file.instance) ?? instances[0]
  if (instance === undefined) return []
  const inHand = doingAt(world, at).filter((doing) => doing.instance === instance.name && doing.what !== 'queue')
  const byNumber = new Map(inHand.flatMap((doing) => (doing.served ? [[doing.served.thread, doing] as const] : [])))
  // What never ended has no thread of its own in the log; it holds one all the same.
  const others = inHand.filter(({ served }) => served === null)
  const workers = Array.from({ length: instance.workers }, (_, i) => {
    const doing = byNumber.get(i + 1) ?? others.pop()
    return workerLines(context, i + 1, doing)
  })
  return [...workers, ...systemThreads]
}

function workerLines({ world }: EmitContext, number: number, doing: Doing | undefined): string[] {
  const { service } = world.scenario
  const {
    state,
    doing: activity,
    frames
  } = stacks[doing === undefined || doing.what === 'queue' ? 'idle' : doing.what === 'lock' ? 'statement' : doing.what]
  const controller = doing?.served?.route.log.logger ?? 'ErrorController'
  const words: Readonly<Record<string, string>> = {
    driver: drivers[service.database.kind],
    package: service.logger,
    controller,
    repository: `${controller.replace(/(?:Controller|Api)$/, '')}Repository`,
    subject: (doing?.subject ?? '')
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')
  }
  const below =
    doing === undefined
      ? []
      : [
          `at ${service.logger}.web.${controller}.handle(${controller}.java:61)`,
          'at org.apache.tomcat.util.net.SocketProcessorBase.run(SocketProcessorBase.java:52)'
        ]
  const address = (0x7f10a4000000 + number * 0x1c000).toString(16).padStart(16, '0')
  return [
    `"${dialects.jvm.thread(number)}" #${40 + number} daemon prio=5 os_prio=0 tid=0x${address} nid=0x${(2400 + number).toString(16)} ${activity}  [0x${address.slice(0, 12)}e000]`,
    `   java.lang.Thread.State: ${state}`,
    ...[...frames, ...below].map((frame) => `\t${frame.replaceAll(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)}`)
  ]
}

const systemThreads = [
  [
    '"HikariPool-1 housekeeper" #31 daemon prio=5 os_prio=0 tid=0x00007f10a0f1c000 nid=0x951 waiting on condition  [0x00007f10a0f1e000]',
    '   java.lang.Thread.State: TIMED_WAITING (parking)',
    '\tat jdk.internal.misc.Unsafe.park(java.base@17.0.11/Native Method)',
    '\tat java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take(java.base@17.0.11/ScheduledThreadPoolExecutor.java:1182)'
  ],
  [
    '"http-nio-8080-Acceptor" #38 daemon prio=5 os_prio=0 tid=0x00007f10a0f38000 nid=0x958 runnable  [0x00007f10a0f3a000]',
    '   java.lang.Thread.State: RUNNABLE',
    '\tat sun.nio.ch.Net.accept(java.base@17.0.11/Native Method)'
  ],
  ['"VM Thread" os_prio=0 tid=0x00007f10a0a10000 nid=0x91f runnable']
]
