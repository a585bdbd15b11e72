import { allowing, json } from '../../recorder/answers.ts'
import { forwardTo } from '../../../../packages/clearway/src/gallery/forward-to.ts'
import { startNginx } from '../../recorder/nginx.ts'
import { startUpstream } from '../../../support/upstream.ts'
import { app, type Scene } from '../../scene.ts'

/** An API with CORS behind nginx: when the API does not answer, nginx does, and knows no CORS. */
export const errorWithoutHeaders: Scene = {
  name: 'cors-error-without-headers',
  code: 'cors/error-without-headers',
  records: ['har', 'shared'],
  sites: async (variant) => {
    const upstream = await startUpstream((request, response) => {
      if (variant === 'broken' && request.url === '/contacts/export') return void request.socket.destroy()
      const { headers = {}, body } = json([{ name: 'Ada' }], allowing(app))
      response.writeHead(200, headers as Record<string, string>).end(body)
    })
    const nginx = await startNginx(upstream.url)
    return {
      hosts: { 'api.contoso.example': forwardTo(`http://127.0.0.1:${nginx.port}`) },
      close: async () => {
        await nginx.close()
        await upstream.close()
      },
    }
  },
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
    await fetch('https://api.contoso.example/contacts/export')
  },
}
