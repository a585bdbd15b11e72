import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { readSnapshot } from './snapshot-file.ts'
import { createSnapshotWriter } from './snapshot-writer.ts'

afterEach(() => vi.useRealTimers())

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entra-writer-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'entra.snapshot')
}

describe('the snapshot writer', () => {
  it('gathers changes, and takes the state as it is when it writes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const file = newFile()
    let state = 0
    const take = vi.fn(() => Promise.resolve(JSON.stringify({ state })))
    const writer = createSnapshotWriter(file, take)
    for (state = 1; state < 5; state++) writer.changed()
    expect(take).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(500)
    expect(take).toHaveBeenCalledOnce()
    await writer.close()
    expect(await readSnapshot(file)).toEqual({ state: 5 })
  })

  it('does not write what is written', async () => {
    const file = newFile()
    const writer = createSnapshotWriter(file, () => Promise.resolve('1'))
    await writer.flush()
    rmSync(file)
    await writer.flush()
    expect(() => readFileSync(file)).toThrow('ENOENT')
  })

  it('writes no more once closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const file = newFile()
    const take = vi.fn(() => Promise.resolve('1'))
    const writer = createSnapshotWriter(file, take)
    writer.changed()
    await writer.close()
    writer.changed()
    await vi.advanceTimersByTimeAsync(1000)
    expect(take).toHaveBeenCalledOnce()
    expect(await readSnapshot(file)).toBe(1)
  })
})
