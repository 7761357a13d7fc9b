import type { TestProject } from 'vitest/node';
import { CHROME } from './browser.ts';
import { startServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    county: string;
  }
}

/** One program with the small demo, for all tests that look at it; whoever looks first waits for its data. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (!CHROME) return;
  const server = await startServer(['--size', 'county', '--seed', '7', '--until', '2026-10-21', '--still']);
  project.provide('county', server.url);
  return server.stop;
}
