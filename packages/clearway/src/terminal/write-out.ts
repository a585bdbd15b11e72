/**
 * Writes to standard output and waits until it is taken. A reader that has seen enough, as `head` has, is no error.
 *
 * @throws Error of the file system, with its code, where the output cannot be written.
 */
export const writeOut = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error | null): void => {
      if (!error || ('code' in error && error.code === 'EPIPE')) resolve()
      else reject(error)
    }
    // The stream emits what the callback is told; unheard, that would end the process.
    process.stdout.once('error', done)
    process.stdout.write(text, done)
  })
