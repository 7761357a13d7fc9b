/**
 * Why nothing of a file is imported. `rejected`: it cannot be read as it is; `held`: it can, but something declared or needed is missing.
 * `line` and `column` point into the file, `value` is what stood there.
 */
export type FileProblem = {
  status: 'held' | 'rejected';
  code:
    | 'unreadable'
    | 'changed-while-read'
    | 'broken-gzip'
    | 'too-big'
    | 'unknown-format'
    | 'unknown-encoding'
    | 'bad-bytes'
    | 'broken-xml'
    | 'no-header'
    | 'missing-columns'
    | 'duplicate-column'
    | 'bad-profile';
  message: string;
  line?: number;
  column?: string;
  value?: string;
};

/** Thrown inside the reader, returned by it. */
export class UnreadableFile extends Error {
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

export function reject(code: FileProblem['code'], message: string, where: Partial<FileProblem> = {}): never {
  throw new UnreadableFile({ status: 'rejected', code, message, ...where });
}

export function hold(code: FileProblem['code'], message: string, where: Partial<FileProblem> = {}): never {
  throw new UnreadableFile({ status: 'held', code, message, ...where });
}
