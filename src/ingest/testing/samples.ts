/** A few lines of each format, in nobody's words: what mutation and accounting tests start from. */
export const samples: Readonly<Record<string, string>> = {
  logback: `2031-04-07 09:00:45.267 [main] INFO  c.e.App - Started in 3s
2031-04-07 09:00:46.000 [exec-1] ERROR c.e.Pay - Payment failed: order={id=7, area=west}
org.example.PayException: no answer
\tat org.example.Pay.send(Pay.java:12)
Caused by: java.net.SocketTimeoutException: Read timed out

2031-04-07 09:00:47.100 [exec-2] WARN  c.e.Pool - Pool stats (total=10, active=10, idle=0, waiting=3)
`,
  postgres: `2031-04-07 09:00:45.267 UTC [812] LOG:  duration: 1823.456 ms  statement: SELECT *
\tFROM slots WHERE day = '2031-04-09'
2031-04-07 09:00:47.089 UTC [812] ERROR:  canceling statement due to user request
2031-04-07 09:00:47.089 UTC [812] STATEMENT:  SELECT 1
2031-04-07 09:00:48.000 UTC [813] LOG:  checkpoint complete: wrote 3 buffers; write=0.1 s, sync=0.0 s, total=0.2 s
`,
  access: `10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] "GET /api/slots?day=2 HTTP/1.1" 200 2847 "-" "curl/8" 0.120
10.0.0.8 - jo [07/Apr/2031:09:00:46 +0000] "POST /api/slots HTTP/1.1" 500 0 "https://example.org/" "Mozilla/5.0 (X11)" 2.500
`,
  metrics: `timestamp,cpu_percent,latency_ms
2031-04-07 09:00:00,12.5,230
2031-04-07 09:05:00,13.5,240
2031-04-07 09:10:00,14.5,250
`,
  tickets: `id,opened,customer_name,subject,description
T1,2031-04-07 09:10,Ann Lee,Slow,"It is slow.

Very slow."
T2,2031-04-07 09:12,Bo Ray,Down,It is down
`,
  dashboard: `{
  "metrics": {
    "success_rate": { "unit": "percentage", "data_points": [
      {"timestamp": "2031-04-07T09:00:00Z", "value": 99.5},
      {"timestamp": "2031-04-07T09:05:00Z", "value": null}
    ] }
  },
  "summary": { "status": "recovered", "affected": 12 }
}
`,
  alerts: `[
  {
    "id": "A1", "timestamp": "2031-04-07T09:00:47Z", "severity": "warning", "metric": "latency",
    "title": "Slow", "details": { "latency_ms": 1823, "threshold_ms": 1000 }, "status": "open"
  }
]
`,
  posts: `Collected 2031-04-07

=== POSTS ===

@someone - 09:34 AM
"Broken again"
Engagement: 3 likes

Ann Lee (West) - 1:45 PM
"Works now"
`,
  notes: `# Incident notes

**Service:** Slots

- 09:00:45 - first slow search
- 09:20 - pool full
`,
  text: `>> 2031-04-07 09:00:46 WARN disk is full
   with more
>> 2031-04-07 09:00:47 all well
`,
  jsonLines: `{"time":1933318845267,"level":30,"name":"shop","msg":"started","pool":{"size":10}}
{"time":1933318846267,"level":50,"name":"shop","msg":"failed","err":{"stack":"Error: no\\n    at f (a.js:1)"}}
`,
  logfmt: `ts=2031-04-07T09:00:45.267Z level=warn logger=shop msg="slow search" took=1.2s
ts=2031-04-07T09:00:46.267Z level=info logger=shop msg=done
`,
  prometheus: `# TYPE up gauge
up{instance="web1"} 1 1933318845267
latency_seconds{quantile="0.95"} 0.25 1933318845267
`,
  haproxy: `Apr  7 09:00:46 lb haproxy[1]: Proxy web started.
Apr  7 09:00:46 lb haproxy[1]: 10.0.1.2:33317 [07/Apr/2031:09:00:45.655] web app/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET /a HTTP/1.1"
`,
  mysqlSlow: `# Time: 2031-04-07T09:00:45.267123Z
# User@Host: shop[shop] @ web1 [10.0.0.7]  Id: 12
# Query_time: 1.823456  Lock_time: 0.000120 Rows_sent: 14  Rows_examined: 125847
SET timestamp=1933318845;
SELECT *
FROM slots;
`,
  w3c: `#Software: IIS
#Fields: date time cs-method cs-uri-stem sc-status time-taken
2031-04-07 09:00:45 GET /a 200 1889
2031-04-07 09:00:46 POST /b 500 12
`,
  gc: `[2031-04-07T09:00:45.267+0000][1.234s][info][gc] GC(12) Pause Young (Normal) (G1 Evacuation Pause) 24M->5M(256M) 3.456ms
[2031-04-07T09:00:46.267+0000][2.234s][info][gc] GC(13) Pause Full (Ergonomics) 200M->50M(256M) 103.4ms
`,
  changeLog: `# Changelog

## [2.4.0] - 2031-04-06
- Search: drop the index on slots

## 2.3.1 - 2031-03-01
- Fix a typo
`,
  prefixed: `web-1  | 10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] "GET / HTTP/1.1" 200 5
app-1  | 2031-04-07 09:00:45.267 [main] ERROR c.e.App - broken
app-1  | \tat org.example.App.run(App.java:1)
`,
  untimed: `it broke
and broke again
`,
  gitLog: `commit 8f2e1d0c9a8b7c6d5e4f8f2e1d0c9a8b7c6d5e4f
Author: Jo Fen <jo@example.org>
Date:   Mon Apr 7 09:00:45 2031 +0100

    Ask for each slot alone

diff --git a/src/slots.ts b/src/slots.ts
@@ -1 +1 @@
-all()
+each()
`,
  difference: `--- a/config/pool.yaml	2031-04-07 08:00:00.000000000 +0000
+++ b/config/pool.yaml	2031-04-07 08:10:00.000000000 +0000
@@ -1,2 +1,2 @@
-max: 40
+max: 4
`,
  threadDump: `2031-04-07 09:00:45
Full thread dump OpenJDK 64-Bit Server VM (17.0.2+8 mixed mode):

"exec-1" #31 daemon prio=5 tid=0x1 nid=0x2 waiting for monitor entry
   java.lang.Thread.State: BLOCKED (on object monitor)
\tat org.example.Seat.take(Seat.java:12)
\t- waiting to lock <0x00000000e0> (a org.example.Seat)

"exec-2" #32 prio=5 tid=0x3 nid=0x4 runnable
   java.lang.Thread.State: RUNNABLE
\tat org.example.Seat.hold(Seat.java:20)
\t- locked <0x00000000e0> (a org.example.Seat)

JNI global refs: 15
`,
  mail: `From ann@example.org Mon Apr  7 09:10:00 2031
From: Ann Lee <ann@example.org>
Subject: =?UTF-8?Q?Zahlung_h=C3=A4ngt?=
Date: Mon, 7 Apr 2031 09:10:00 +0100

It turns and turns.

From bo@example.org Mon Apr  7 09:12:00 2031
From: bo@example.org
Subject: Slow
Date: Mon, 7 Apr 2031 09:12:00 +0100

Here too.
`,
  ticketBlocks: `Ticket: T-1
Opened: 2031-04-07 09:10
Reporter: Ann Lee
Subject: Slow
Description:
It turns and turns.

----------
Ticket: T-2
Opened: 2031-04-07 09:12
Reporter: Bo Ray
Subject: Down
Description: Nothing comes.
`,
  drawnTable: ` queryid |          query          | calls | total_exec_time
---------+-------------------------+-------+-----------------
      -8 | SELECT 1 FROM slots    +|   120 |           88000
         |   WHERE id = $1         |       |
       9 | SELECT 2                |     3 |             1.5
(2 rows)
`,
  pod: `2031-04-07T09:00:45.100000000Z stdout F 10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] "GET / HTTP/1.1" 200 5
2031-04-07T09:00:46.100000000Z stdout F 10.0.0.7 - - [07/Apr/2031:09:00:46 +0000] "GET /a HTTP/1.1" 200 5
`,
  spans: `{"data":[{"traceID":"aa","spans":[
  {"traceID":"aa","spanID":"s1","operationName":"GET /","references":[],"startTime":1933318845000000,"duration":700000,"tags":[{"key":"error","type":"bool","value":true}],"processID":"p1"},
  {"traceID":"aa","spanID":"s2","operationName":"query","references":[{"refType":"CHILD_OF","traceID":"aa","spanID":"s1"}],"startTime":1933318845010000,"duration":300000,"tags":[],"processID":"p2"}
],"processes":{"p1":{"serviceName":"front"},"p2":{"serviceName":"store"}}}]}
`,
  nestedSpans: `[
  { "trace_id": "aa", "spans": [
    { "span_id": "s1", "service": "front", "operation": "GET /", "start": "2031-04-07T09:00:45Z", "duration_ms": 700, "status": "error",
      "children": [
        { "span_id": "s2", "service": "store", "operation": "query", "start": "2031-04-07T09:00:45.010Z", "duration_ms": 300, "status": "ok", "children": [] }
      ] }
  ] }
]
`,
  deploymentsYaml: `# brought out by the pipeline
deployments:
  - service: store
    version: "8.1"
    time: 2031-04-07T08:00:45Z
    changes:
      - asks for each slot alone
  - service: front
    version: "3.0"
    time: 2031-04-07T08:50:00Z
    changes: [larger type]
`,
  delimited: `2031-04-07T09:00:45.100Z|cart|cart-5d77c9f8b6-39f56|INFO|0af7651916cd43dd8448eb211c80319c|GET /cart -> 200 14 ms
2031-04-07T09:00:46.100Z|pay|pay-7f64d9c5c7-10b9b|ERROR|1bf7651916cd43dd8448eb211c80319c|no answer|from the bank
2031-04-07T09:00:47.100Z|cart|cart-5d77c9f8b6-39f56|WARN|2cf7651916cd43dd8448eb211c80319c|slow
`
}
