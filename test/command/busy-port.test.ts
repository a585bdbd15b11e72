import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolder, killAll, run, type Folder } from './clearway.ts'

let folder: Folder
let taken: Server
let port: number
beforeEach(async () => {
  folder = createFolder()
  taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  port = (taken.address() as AddressInfo).port
})
afterEach(() => {
  killAll()
  taken.close()
  folder.remove()
})

/** The commands that open ports, each with all the options that choose one. */
const commands = {
  lab: ['--port', '--entra-port', '--admin-port', '--gallery-port'],
  entra: ['--port', '--admin-port'],
} as const

const rows = Object.entries(commands).flatMap(([command, options]) =>
  options.map((option) => [command, option, options] as const),
)

test.each(rows)(
  '%s: a busy port ends it with 2, names %s, and leaves nothing behind',
  async (command, option, options) => {
    const ports = options.flatMap((each) => [each, each === option ? String(port) : '0'])
    expect(await run([command, ...ports], { TMPDIR: folder.path, XDG_DATA_HOME: folder.path })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `clearway ${command}: cannot listen on 127.0.0.1:${port}: another program has this port\n` +
        `  fix: choose another with ${option}\n`,
    })
    expect(readdirSync(folder.path)).toEqual([])
  },
)
