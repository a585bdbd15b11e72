import type { CodeIn, ProblemArea } from './problem-code.ts'

/** Server software that a fix configures, and that its answers often give away. */
export type Stack =
  | 'clearway'
  | 'aspnet-core'
  /** ASP.NET on .NET Framework. */
  | 'aspnet'
  | 'node'
  | 'nginx'
  | 'iis'
  /** Azure App Service. */
  | 'app-service'
  /** Azure Application Gateway. */
  | 'application-gateway'
  /** Azure API Management. */
  | 'api-management'
  /** Microsoft Entra application proxy. */
  | 'app-proxy'

/**
 * One way to mend a problem.
 *
 * All texts are plain text in which backticks mark code, as they are in {@link ProblemInfo}: whoever renders
 * them as HTML escapes them first.
 */
export interface Fix {
  /** What to do, as an imperative without a full stop. */
  readonly title: string
  /**
   * The software in which to do it, of several that the problem may come from. Absent: it is done elsewhere (in the
   * page, at the provider, by looking), or the problem comes from Clearway alone.
   */
  readonly stack?: Stack
  /** Where and how to do it, and when it is the right fix. */
  readonly steps: string
  /** The language of `text`, as in the first line of a Markdown code block; present whenever `text` is. */
  readonly language?: string
  /** Text to copy: configuration, code or a command. Holds example names, never a secret. */
  readonly text?: string
}

/**
 * What is known about a problem in general. What happened in one case (the origin, the claim, the line) is
 * told by the refusal or the finding that carries the code.
 */
export interface ProblemInfo {
  /** A short statement without a full stop; the `title` of the refusal's body (RFC 9457, section 3.1.3). */
  readonly title: string
  /**
   * `error`: somebody has to change software or configuration. `warning`: the person or the caller can go on
   * by themselves, by signing in again, by trying again, or without what is missing. `info`: worth knowing.
   */
  readonly severity: 'error' | 'warning' | 'info'
  /** HTTP status of the refusal; absent when the problem is never an answer to a request. */
  readonly status?: number
  /** What happened and why. */
  readonly summary: string
  /** What people see: status, console line, page. */
  readonly seen: string
  /** Most likely first. */
  readonly causes: readonly string[]
  /** Most useful first. */
  readonly fixes: readonly Fix[]
  /** URLs of the specifications that say so. */
  readonly spec?: readonly string[]
  /** The release that brought the problem's code. */
  readonly since: string
}

/** The entries of one area: all its codes and no others. */
export type AreaCatalogue<Area extends ProblemArea> = Readonly<Record<CodeIn<Area>, ProblemInfo>>
