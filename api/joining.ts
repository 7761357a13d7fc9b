/**
 * Joins askers of the same question: while one is being answered, all who come share the next answer, which is asked
 * for after they came. So nobody is given what was true before they asked, and a crowd costs two questions.
 */
export function joining<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { running: Promise<T>; next: Promise<T> | null }>();
  const join = (key: string, ask: () => Promise<T>): Promise<T> => {
    const line = lines.get(key);
    if (line !== undefined) {
      const follow = () => {
        lines.delete(key);
        return join(key, ask);
      };
      return (line.next ??= line.running.then(follow, follow));
    }
    const running = ask();
    const begun = { running, next: null };
    lines.set(key, begun);
    const done = () => {
      if (lines.get(key) === begun && begun.next === null) lines.delete(key);
    };
    running.then(done, done);
    return running;
  };
  return join;
}
