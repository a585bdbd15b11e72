// Reads generated HARs of 200 and 700 MB: the doctor's own source beside JSON.parse, each in a process of its own.
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const million = 1e6
const sizes = [200, 700]
const rounds = 3

/** Numbers that look like chance and are the same on each run (mulberry32). */
const createChance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const fields = (record) => Object.entries(record).map(([name, value]) => ({ name, value: String(value) }))

/** Entries as Chrome's DevTools write them: API calls with preflights, JSON answers, scripts, pictures. */
const createEntries = () => {
  const chance = createChance(7)
  const letters = (length) => Array.from({ length }, () => chance().toString(36).slice(2, 12)).join('')
  const token = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'bench' })}.${base64url({ aud: 'api://bench', scp: 'Read', exp: 2e9, padding: letters(60) })}.${letters(34)}`
  const script = Array.from(
    { length: 3000 },
    (_, at) => `function f${at}(a){return "${letters(1)}"+a\n}`,
  ).join('\n')
  const picture = Buffer.from(letters(4000)).toString('base64')
  const rows = Array.from({ length: 400 }, (_, id) => ({
    id,
    name: letters(2),
    mail: `${letters(1)}@example.com`,
    tags: ['a', 'b'],
    note: null,
  }))
  const stack = {
    callFrames: Array.from({ length: 6 }, (_, at) => ({
      functionName: `f${at}`,
      scriptId: '12',
      url: 'https://app.example.com/assets/main.js',
      lineNumber: at * 7,
      columnNumber: 1200,
    })),
  }
  const page = 'page_1'
  let clock = Date.parse('2026-11-02T08:00:00.000Z')

  const entry = ({ method = 'GET', url, type, request, response, status = 200, content }) => ({
    _connectionId: String(Math.floor(chance() * 1e6)),
    _initiator: type === 'preflight' ? { type, url } : { type: 'script', stack },
    _priority: 'High',
    _resourceType: type,
    cache: {},
    connection: '443',
    pageref: page,
    request: {
      method,
      url,
      httpVersion: 'h2',
      headers: fields({
        ':authority': new URL(url).host,
        ':method': method,
        ':path': new URL(url).pathname,
        ':scheme': 'https',
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br, zstd',
        'accept-language': 'en-US,en;q=0.9',
        origin: 'https://app.example.com',
        referer: 'https://app.example.com/',
        'sec-ch-ua': '"Chromium";v="156", "Not.A/Brand";v="24"',
        'sec-fetch-dest': 'empty',
        'sec-fetch-mode': 'cors',
        'sec-fetch-site': 'same-site',
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
        ...request,
      }),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'h2',
      headers: fields({
        'access-control-allow-origin': 'https://app.example.com',
        'cache-control': 'no-store',
        'content-type': content.mimeType,
        date: 'Mon, 02 Nov 2026 08:00:00 GMT',
        'strict-transport-security': 'max-age=31536000',
        vary: 'Origin',
        ...response,
      }),
      cookies: [],
      content: { size: content.text?.length ?? 0, ...content },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: 1234,
      _error: null,
      _fetchedViaServiceWorker: false,
    },
    serverIPAddress: '[2001:db8::1]',
    startedDateTime: new Date((clock += chance() * 200)).toISOString(),
    time: chance() * 100,
    timings: {
      blocked: 1.1,
      dns: -1,
      ssl: -1,
      connect: -1,
      send: 0.1,
      wait: 20.5,
      receive: 0.4,
      _blocked_queueing: 0.7,
      _workerStart: -1,
    },
  })

  const url = () =>
    `https://api.example.com/v1/orders/${Math.floor(chance() * 1e9)}?page=${Math.floor(chance() * 100)}`
  const kinds = [
    () =>
      entry({
        method: 'OPTIONS',
        url: url(),
        type: 'preflight',
        status: 204,
        request: {
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
        content: { mimeType: 'text/plain' },
      }),
    () => {
      const from = Math.floor(chance() * 100)
      const text = JSON.stringify(rows.slice(from, from + 20 + Math.floor(chance() * 280)))
      return entry({
        url: url(),
        type: 'fetch',
        request: { authorization: `Bearer ${token}` },
        content: { mimeType: 'application/json', text },
      })
    },
    () =>
      entry({
        url: url(),
        type: 'xhr',
        request: { authorization: `Bearer ${token}` },
        status: chance() < 0.1 ? 401 : 200,
        content: { mimeType: 'application/json', text: '{"ok":true}' },
      }),
    () => {
      const from = Math.floor(chance() * 60_000)
      return entry({
        url: 'https://app.example.com/assets/main.js',
        type: 'script',
        content: { mimeType: 'text/javascript', text: script.slice(from, from + 30_000) },
      })
    },
    () =>
      entry({
        url: 'https://app.example.com/logo.png',
        type: 'image',
        content: {
          mimeType: 'image/png',
          encoding: 'base64',
          text: picture.slice(0, 20_000 + Math.floor(chance() * 20_000)),
        },
      }),
  ]
  return () => kinds[Math.floor(chance() * kinds.length)]()
}

/** Writes a HAR of the given size, printed as DevTools do it. Returns how many entries it has. */
export const writeHar = (file, bytes) => {
  const next = createEntries()
  const out = openSync(file, 'w')
  let written = 0
  let entries = 0
  const write = (text) => {
    written += writeSync(out, text)
    return written < bytes
  }
  const head = {
    version: '1.2',
    creator: { name: 'WebInspector', version: '537.36' },
    pages: [
      {
        startedDateTime: '2026-11-02T08:00:00.000Z',
        id: 'page_1',
        title: 'https://app.example.com/',
        pageTimings: {},
      },
    ],
  }
  write(
    `{\n  "log": ${JSON.stringify(head, undefined, 2).slice(0, -2).replaceAll('\n', '\n  ')},\n    "entries": [`,
  )
  let goesOn = true
  while (goesOn) {
    const text = JSON.stringify(next(), undefined, 2).replaceAll('\n', '\n      ')
    goesOn = write(`${entries++ === 0 ? '' : ','}\n      ${text}`)
  }
  write('\n    ]\n  }\n}\n')
  closeSync(out)
  return entries
}

/** How a child reads the file: by the whole doctor, by its source alone, keeping nothing, or at once. */
const readers = {
  async source(file, sources) {
    const { har } = await import(`${sources}/har/har.js`)
    const { fileInput, openInput } = await import(`${sources}/open-input.js`)
    let entries = 0
    const nothing = () => {}
    const sink = {
      entry: () => void entries++,
      message: nothing,
      token: nothing,
      logLine: nothing,
      problem: nothing,
      lacks: nothing,
      writtenBy: nothing,
      progress: nothing,
    }
    const { input } = await openInput(await fileInput(file), sink)
    await har.read(input, sink)
    return entries
  },
  async doctor(file, sources) {
    const { diagnose, fileInput } = await import(`${sources}/../index.js`)
    const { inputs } = await diagnose([await fileInput(file)])
    return inputs[0].exchanges
  },
  parse: (file) => JSON.parse(readFileSync(file, 'utf8')).log.entries.length,
}

const peakMemory = () => {
  const line =
    existsSync('/proc/self/status') && /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  return line ? Number(line[1]) * 1024 : process.resourceUsage().maxRSS * 1024
}

const self = fileURLToPath(import.meta.url)
const built = fileURLToPath(new URL('../packages/doctor/dist/sources', import.meta.url))

/** Reads in a child; undefined when that cannot read the file. */
const measure = (how, file, sources) => {
  const { status, stdout } = spawnSync(process.execPath, [self, how, file, sources], { encoding: 'utf8' })
  return status === 0 ? JSON.parse(stdout) : undefined
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/**
 * Measures. Rates are medians of three rounds in MB (10^6 bytes) a second, from opening the file to the last entry;
 * memory is the most that the process held, in MB.
 *
 * @returns {Promise<{ name: string, size: number, rate?: number, memory?: number, entries?: number }[]>} without
 *   `rate` where the file could not be read.
 */
export const benchCaptures = async ({ sources = built, megabytes = sizes } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-bench-'))
  const rows = []
  try {
    for (const size of megabytes) {
      const file = join(folder, `${size}.har`)
      const entries = writeHar(file, size * million)
      const bytes = statSync(file).size
      for (const [name, how] of [
        ['the doctor, from file to report', 'doctor'],
        ['its HAR source alone', 'source'],
        ['JSON.parse', 'parse'],
      ]) {
        const runs = Array.from({ length: rounds }, () => measure(how, file, sources)).filter(Boolean)
        if (runs.some((run) => run.entries !== entries)) throw new Error(`${name} lost entries of ${file}`)
        rows.push(
          runs.length === 0
            ? { name, size }
            : {
                name,
                size,
                entries,
                rate: median(runs.map((run) => bytes / million / run.seconds)),
                memory: Math.max(...runs.map((run) => run.memory)) / million,
              },
        )
      }
      rmSync(file)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return rows
}

if (process.argv[1] === self) {
  const [how, file, sources = built] = process.argv.slice(2)
  if (how === undefined || !Object.hasOwn(readers, how))
    console.table(await benchCaptures(how && { sources: how }))
  else {
    const start = performance.now()
    const entries = await readers[how](file, sources)
    const seconds = (performance.now() - start) / 1000
    process.stdout.write(JSON.stringify({ entries, seconds, memory: peakMemory() }))
  }
}
