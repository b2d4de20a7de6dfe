import { describe, expect, it } from 'vitest'
import { saidZone } from './said-zone.ts'

describe('the zone that a heading states', () => {
  it.each([
    ['(times CET)', 'CET'],
    ['# shop 2031-04-07, local time (BST)', 'BST'],
    ['(ship and shore, UTC+1)', '+01:00'],
    ['Monday 7 April, times BST. Web and notes are BST; database and metrics UTC.', 'BST'],
    ['time_utc,requests,errors', 'UTC'],
    ['Oslo,requests,errors', 'Europe/Oslo'],
    ['Central,north,south', null],
    ['Order,requests,errors', null],
    ['when (UTC);what;who', 'UTC'],
    ['time AEST,ward,text', 'AEST'],
    ['Ref,When (PDT),What', 'PDT'],
    ['item,EST,price', null],
    ['when (Pacific),what,who', 'America/Los_Angeles'],
    ['(all CDT)', 'CDT'],
    ['Desk, Tuesday 7 Apr (PDT)', 'PDT'],
    ['time(EDT)   r/s   %util', 'EDT'],
    ['Open 7 days (EAT)', null],
    ['**#duty** (times Oslo)', 'Europe/Oslo'],
    ['north,central,eastern', null],
    ['est,act', null],
    ['UTC and CET', null],
    ['requests,errors', null],
    ['The BEST way to GET it', null]
  ])('%s: %s', (heading, zone) => {
    expect(saidZone(heading)).toBe(zone)
  })
})
