import { sayProblem, type ProblemCode, type ProblemParams } from '../wording/problem-words.ts';

/**
 * Why nothing of a file is imported. `rejected`: it cannot be read as it is; `held`: it can, but something declared or needed is missing,
 * or more may come. `line` and `column` point into the file, `value` is what stood there. `message` is the English wording.
 */
export type FileProblem = {
  status: 'held' | 'rejected';
  code: ProblemCode;
  params: ProblemParams;
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

export function fileProblem(
  status: FileProblem['status'],
  code: ProblemCode,
  path: string,
  params: ProblemParams = {},
): FileProblem {
  const all = { ...params, file: path };
  const { line, column, value } = params;
  return {
    status,
    code,
    params: all,
    message: sayProblem(code, all, 'en'),
    ...(line !== undefined ? { line: Number(line) } : {}),
    ...(column !== undefined ? { column: String(column) } : {}),
    ...(value !== undefined ? { value: String(value) } : {}),
  };
}

export function reject(code: ProblemCode, path: string, params: ProblemParams = {}): never {
  throw new UnreadableFile(fileProblem('rejected', code, path, params));
}

export function hold(code: ProblemCode, path: string, params: ProblemParams = {}): never {
  throw new UnreadableFile(fileProblem('held', code, path, params));
}
