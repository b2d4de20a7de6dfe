import type { Reader } from '../reader.ts'
import { createLineReader } from './line-format.ts'

const rest = /^\s+(?<thread>\d+) (?<logger>[\w./-]+:\d+)\] (?<message>.*)$/

/** Google's glog and klog, as Kubernetes components write it; the year is not said. */
export const glog: Reader = createLineReader({
  format: 'glog',
  title: 'glog (Kubernetes components)',
  certainty: 0.96,
  parse(line, times) {
    if (!/^[IWEFD]\d{4} /.test(line)) return null
    const time = times.at(line, 1)
    const groups = time && rest.exec(line.slice(time.end))?.groups
    return groups
      ? { time, level: line[0], thread: groups['thread'], logger: groups['logger'], message: groups['message'] ?? '' }
      : null
  }
})
