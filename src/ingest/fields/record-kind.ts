import type { TableName } from '../../domain/index.ts'
import { plainName } from './fields.ts'
import { createNamesMemory } from './names-memory.ts'
import { durationName } from './usual-names.ts'

/** Words in a list's own name (`alerts_triggered: […]`) that say what it lists. */
const hints: readonly (readonly [TableName, RegExp])[] = [
  ['alerts', /alert|alarm|incidents?$|notification|page[rs]/i],
  ['reports', /ticket|mention|post|tweet|comment|feedback|complaint|message|chat|call_?notes|enquir/i],
  [
    'changes',
    /deploy|commit|release|change|flag|config|rollout|migration|job_?runs|pull_?request|(?:ae|ä)nderung|modifications|cambios|modifiche|wijziging/i
  ],
  ['spans', /span|trace/i],
  ['requests', /request|access/i],
  ['statements', /quer(y|ies)|statement|slow_?log/i]
]

/**
 * What a named-values record is, by its names alone and by the name of the list it stands in. `events` when nothing more
 * specific fits.
 */
export function kindOfRecord(names: readonly string[], listName = ''): TableName {
  return listName === '' ? kindOfUnlisted(names) : kindBy(names, listName)
}

const kindOfUnlisted = createNamesMemory((names) => kindBy(names, ''))

function kindBy(names: readonly string[], listName: string): TableName {
  const whole = new Set(names.map(plainName))
  const last = new Set(names.map((name) => plainName(name.slice(name.lastIndexOf('.') + 1))))
  const has = (...any: string[]): boolean => any.some((name) => whole.has(name) || last.has(name))
  const count = (...any: string[]): number => any.filter((name) => whole.has(name) || last.has(name)).length
  const hint = hints.find(([, pattern]) => pattern.test(listName))?.[0]

  const isSaid = has('severitytext', 'severitynumber', 'level', 'loglevel') && has('body', 'message', 'msg', 'stringvalue')
  if (
    !isSaid &&
    has('traceid', 'trace') &&
    has('spanid', 'span', 'id') &&
    (has('endtime', 'endtimeunixnano', 'end', 'endtimestamp') || names.some(isDuration)) &&
    has('name', 'operationname', 'operation', 'op', 'spanname', 'methodname')
  )
    return 'spans'
  if (
    has(
      'query',
      'sql',
      'sqltext',
      'querytext',
      'statement',
      'dbstatement',
      'digesttext',
      'normalizedquery',
      'textdata',
      'batchtext'
    ) &&
    (names.some(isDuration) || has('calls', 'countstar', 'executioncount', 'totalexectime', 'sumtimerwait'))
  )
    return 'statements'
  if (
    has('method', 'httpmethod', 'requestmethod', 'verb', 'clientrequestmethod', 'csmethod') &&
    has('status', 'statuscode', 'httpstatus', 'responsecode', 'edgeresponsestatus', 'scstatus')
  ) {
    return 'requests'
  }
  // An access log of somebody's own layout: what for, with what outcome, how long, and nothing said.
  if (
    names.some(isDuration) &&
    has('status', 'statuscode', 'httpstatus', 'responsecode', 'code', 'httpcode', 'responsestatus') &&
    !has('message', 'msg', 'event', 'm', 'mt', 'body', 'text', 'title', 'summary', 'description', 'severity', 'logger') &&
    !has('traceid', 'span', 'spanid', 'parent', 'parentid') &&
    // What a monitor asks is no request of anybody.
    !has('probe', 'check', 'checkname', 'monitor', 'monitorname', 'probeid') &&
    (has('path', 'uri', 'url', 'route', 'target', 'endpoint', 'requesturi', 'requestpath', 'request') ||
      (has('operation', 'op', 'action', 'method') && has('client', 'clientip', 'ip', 'remoteaddr', 'useragent', 'ua')))
  )
    return 'requests'
  const isLogLine =
    (has('level', 'lvl', 'loglevel', 'levelname', 'l') && has('msg', 'message', 'event', 'm', 'mt')) ||
    (isSaid && !has('ticketid', 'threshold', 'alertname'))
  if (isLogLine && hint !== 'alerts') return 'events'
  // Change management writes its tickets as service desks do.
  if (has('changenumber', 'changerequest', 'plannedstart', 'plannedend', 'backoutplan', 'rollbackplan', 'changewindow'))
    return 'changes'
  // What wakes people: urgent, with somebody to answer it, and nobody who reported it.
  if (
    has('urgency', 'severity', 'sev', 'priority') &&
    has('status', 'state', 'resolvedat', 'resolvedon', 'resolved') &&
    names.some((name) => /escalat|(?:^|_)ack|acknowledg|on_?call|monitor_?(?:id|name)|(?:^|_)alert|triggered/i.test(name)) &&
    !has('caller', 'callerid', 'requester', 'reporter', 'reportedby', 'customer', 'openedby', 'logger', 'level')
  )
    return 'alerts'
  const hasText = has('description', 'text', 'body', 'message', 'content', 'comment', 'complaint', 'details', 'post', 'tweet')
  if (
    count(
      'ticketid',
      'ticketnumber',
      'casenumber',
      'caseid',
      'citizenname',
      'customername',
      'requester',
      'reportedby',
      'contactemail',
      'assignedto',
      'reporter',
      'citizen',
      'customer'
    ) >= 1 &&
    (hasText || has('subject', 'shortdescription', 'summary', 'title'))
  )
    return 'reports'
  // A table that calls its first column so, of people who can be answered or of matters with a subject.
  if (
    has('ticket', 'ticketno', 'case', 'caseno', 'enquiry', 'enquiryno') &&
    hasText &&
    has('subject', 'email', 'phone', 'channel', 'priority') &&
    !has('level', 'logger', 'threshold', 'sha', 'commit')
  )
    return 'reports'
  if (
    has('alertname', 'alertid', 'alertstate', 'startsat', 'alertrule', 'rulename') ||
    (has('severity', 'status', 'state', 'priority') &&
      has('threshold', 'thresholdvalue', 'metric', 'metricname') &&
      !has('logger'))
  )
    return 'alerts'
  if (
    has('alert', 'alarm', 'rule', 'monitor') &&
    has('state', 'status', 'sev', 'severity', 'value', 'runbook', 'fired', 'resolved', 'threshold') &&
    !has('message', 'msg', 'level', 'logger')
  )
    return 'alerts'
  if (
    has('sev', 'severity') &&
    has('name') &&
    has('text', 'summary', 'description') &&
    names.length <= 8 &&
    !has('message', 'level')
  )
    return 'alerts'
  if (/alert|alarm|^pages?$/i.test(listName) && names.length <= 8 && !has('message', 'msg', 'logger', 'text')) return 'alerts'
  if (hint === 'alerts' && has('severity', 'status', 'state', 'level', 'title', 'name', 'metric')) return 'alerts'
  if (has('handle', 'screenname', 'likes', 'retweets', 'shares', 'postid', 'tweet', 'sentiment') && hasText) return 'reports'
  if (
    has(
      'commit',
      'sha',
      'commitsha',
      'deployid',
      'deployedby',
      'deploymentid',
      'deployedat',
      'flagkey',
      'featureflag',
      'changeid',
      'rollout',
      'diff',
      'changedby',
      'mergedat'
    ) ||
    // A commit by its hash, whatever that is called: with who made it and what he says of it or did.
    (has('id', 'hash', 'revision', 'commithash', 'shortsha') &&
      has('author', 'committer', 'authorname', 'authoremail') &&
      has('message', 'subject', 'title') &&
      has(
        'patch',
        'files',
        'repo',
        'repository',
        'branch',
        'parents',
        'committedat',
        'additions',
        'changedfiles',
        'fileschanged'
      ) &&
      !has('level', 'severity', 'priority', 'logger')) ||
    (has('version', 'release') && has('environment', 'service', 'author', 'deployer') && !has('level', 'logger')) ||
    (has('oldvalue', 'old', 'from', 'before', 'previous') &&
      has('newvalue', 'new', 'to', 'after', 'current') &&
      has('flag', 'key', 'parameter', 'setting', 'name', 'config'))
  )
    return 'changes'
  if (
    has('flag', 'flagkey', 'flagname', 'featureflag', 'feature', 'toggle', 'titleverb') &&
    has('enabled', 'state', 'status', 'action', 'value', 'variation', 'rollout', 'percentage', 'user', 'author', 'kind') &&
    !has('level', 'message', 'msg')
  )
    return 'changes'
  // An entry of a change list: a thing of some kind that somebody did. Tickets and alerts have said so above.
  if (
    has('type', 'kind', 'changetype', 'category') &&
    has('author', 'madeby', 'doneby', 'implementedby', 'implementer', 'deployer') &&
    has('title', 'summary') &&
    !has('level', 'severity', 'priority', 'status', 'value', 'logger')
  )
    return 'changes'
  // A list of what was done: a deed, and where, by whom or what became of it.
  if (
    has('what', 'deed', 'activity', 'whatchanged', 'whatwasdone', 'was', 'massnahme', 'quoi', 'que') &&
    has('service', 'system', 'component', 'who', 'by', 'author', 'commit', 'version', 'result', 'note', 'wer', 'qui', 'quien') &&
    !has('level', 'message', 'severity', 'priority', 'status', 'value', 'logger', 'email', 'phone')
  )
    return 'changes'
  if (hint === 'changes' && !has('level', 'logger', 'value')) return 'changes'
  if (
    has('opened', 'openedat', 'created', 'createdat', 'raised', 'raisedat') &&
    has('key', 'ref', 'id', 'number', 'case') &&
    has('summary', 'subject', 'text', 'description') &&
    !has('level', 'logger', 'severity', 'value')
  )
    return 'reports'
  if (hint === 'reports' && hasText && !has('level', 'logger')) return 'reports'
  if (
    has('value', 'val', 'wert', 'valeur', 'valor', 'metricvalue') &&
    (has('metric', 'metricname', 'measurement', 'series', 'name', 'metrik', 'metrique', 'metrica') || names.length <= 3)
  )
    return 'metrics'
  return 'events'
}

function isDuration(name: string): boolean {
  return durationName.test(name)
}
