/** What a thread does at the moment of a dump, as its stack tells. */
export type Doing =
  /** Stands before a lock that another holds. */
  | 'lock'
  /** Stands until a connection, or another thing that is lent, is free. */
  | 'lent'
  /** Stands until a piece of work that it handed out is done. */
  | 'result'
  /** Waits for an answer from outside. */
  | 'answer'
  /** Waits for work. */
  | 'idle'
  | 'working'

/** Only the top of a stack says what a thread does now; below stands how it came there. */
const topFrames = 7

const lent =
  /getConnection\b|borrowObject|\bHikariPool\b|ConnectionPool\w*\W+(?:get|acquire|lease|take|wait)|QueuePool|sql\.\(\*DB\)\.conn|leaseConnection|PoolingHttpClient|acquireConnection|ObjectPool/i
const result =
  /FutureTask\.(?:get|awaitDone)|CompletableFuture\.(?:get|join|waitingGet|timedGet)|\bFuture\.get\b|ForkJoinTask\.(?:join|get|awaitDone)|Task\.(?:Internal|Spin\w*)?Wait\w*|GetResultCore|\.get_Result\b|TaskAwaiter\S*GetResult|futures[/.]_base\.py|\bresult \(\S*_base\.py|in result$|WaitGroup\)\.Wait|runBlocking|BlockingCoroutine|Await\$?\.(?:result|ready)|async_to_sync|AsyncToSync|CountDownLatch\.await|run_until_complete|invokeAll|errgroup\.\(\*Group\)\.Wait/
const lock =
  /Monitor\.(?:Enter|ReliableEnter)|sync\.\(\*(?:RW)?Mutex\)\.R?Lock|__lll_lock_wait|pthread_(?:mutex|rwlock)\w*lock|ReentrantLock\S*lock|ReentrantReadWriteLock|StampedLock|SemaphoreSlim\.Wait|Semaphore\.acquire|\b(?:__enter__|acquire) \(threading\.py|line \d+ in (?:acquire|__enter__)$/i
const answer =
  /socketRead|SocketDispatcher\.read|NioSocketImpl|SocketInputStream|SocketChannelImpl\.read|\brecv(?:_into|from|msg)?\b|sock_recv|internal\/poll|net\.\(\*conn\)\.Read|\bread \(ssl\.py|readinto \(socket\.py|persistConn\)\.roundTrip|HttpURLConnection|curl_\w*perform|WinHttp|Sockets?\S*Receive|\bpoll_wait|__libc_recv|\b(?:readline|getresponse) \(/i
const idle =
  /Queue\.(?:take|poll)\b|ThreadPoolExecutor\.getTask|SynchronousQueue|awaitWork|\bE[Pp]oll\w*(?:Wait|\.wait)|epoll_wait|KQueue|select \(selectors\.py|in select$|ReferenceQueue|Reference\.waitForReference|queue\.py|WaitForWork|LowLevelLifoSemaphore|GateThread|TimerThread|TaskQueue|Signal Dispatcher|Finalizer|netpoll|\bkevent\b|accept\d?\b|Acceptor/

/** Code of runtimes, frameworks and drivers, in which no service's own fault lies. */
const foreign =
  /^(?:at |File "[^"]*(?:lib\/python|site-packages|<frozen)|java|jdk\.|sun\.|com\.sun\.|kotlin|scala\.|akka\.|io\.(?:netty|undertow|micrometer|vertx|grpc|reactivex)|reactor\.|rx\.|org\.(?:apache|springframework|eclipse|hibernate|postgresql|jboss|glassfish|mariadb|xnio|h2|jetbrains)\b|com\.(?:zaxxer|mysql|oracle|microsoft|google\.common|fasterxml|mongodb)|System\b|Microsoft\b|Npgsql|StackExchange|Interop\b|\[|runtime[./]|sync\.|net[/.]|internal\/|database\/sql|syscall\.|created by|golang\.org|google\.golang|__|pthread|clone|start_thread|epoll|futex|\?\?)|[(/](?:threading|concurrent\/futures\S*|socket|ssl|selectors|queue|_base|thread|asyncio\/\S*|http\/client|urllib3\S*|requests\/\S*|gunicorn\/\S*|uvicorn\/\S*|gevent\/\S*|psycopg2?\/\S*|sqlalchemy\/\S*)\.py\b/

/** The frames of a printed stack, topmost first, without what a printer puts around them. */
export function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .map((line) => line.trim().replace(/^(?:at |#\d+\s+(?:0x[0-9a-f]+ in )?)/, ''))
    .filter(
      (line) => line !== '' && !/^(?:- |java\.lang\.Thread\.State|\[Native Frames\]|Locked ownable|\/\S+\.go:\d+)/.test(line)
    )
    .map((line) => line.replace(/^[\w.]+!(?=\w)/, '').replace(/^java\.base@[\d.]+\//, ''))
}

/** @param state as the printer names it, @param faulted whether the printer says outright that a monitor is waited for */
export function doingOf(frames: readonly string[], state: string | null, faulted: boolean): Doing {
  const top = frames.slice(0, topFrames).join('\n')
  if (lent.test(top)) return 'lent'
  if (faulted || /BLOCKED/.test(state ?? '')) return 'lock'
  if (result.test(top)) return 'result'
  if (answer.test(top) && !top.startsWith('runtime.netpoll')) return 'answer'
  if (lock.test(top) || /^(?:semacquire|sync\.\w*Mutex)/.test(state ?? '')) return 'lock'
  if (idle.test(frames.slice(0, 4).join('\n')) || frames.every((frame) => foreign.test(frame))) return 'idle'
  return 'working'
}

/** The topmost frame of the service's own code, without line numbers and arguments; null where all are of what it stands on. */
export function ownFrame(frames: readonly string[]): string | null {
  const own = frames.find((frame) => !foreign.test(frame))
  return own === undefined
    ? null
    : own
        .replace(/\((?![^)]*\.py\b)[^()*]*\)$/, '')
        .replace(/:\d+\)?$/, ')')
        .replace(/^File "([^"]*)", line \d+ in (\S+)$/, '$2 ($1)')
        .trim()
}

/** Threads of one pool have one name but for their numbers; null for a name that is a number only. */
export function poolNameOf(thread: string | null): string | null {
  if (thread === null || /^(?:0x)?[0-9a-f]+(?: \(\d+\))?$/i.test(thread)) return null
  return thread.replace(/[-_ #]*\d+$/, '').replace(/[-_ #]*\d+(?=[-_ ][a-z]+$)/i, '') || null
}
