import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../sql/database.ts';
import { inSnapshot } from '../sql/read-ground/snapshot.ts';
import { vitals } from '../sql/read/vitals.ts';
import type { Scope } from '../sql/scope.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { Api } from './route.ts';

/** `/metrics` in Prometheus' text form: process, requests by route, age of each source's data, jobs by state. */
export function installMetrics(api: Api, { db, scope, now }: { db: Db; scope: Scope; now: () => Instant }): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const requests = new Histogram({
    name: 'yekuo_http_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const gauge = (name: string, help: string, labelNames: string[]) =>
    new Gauge({ name: `yekuo_${name}`, help, labelNames, registers });
  const dataAge = gauge('data_age_seconds', 'Age of the data time, by source', ['source']);
  const arrivedAge = gauge('arrived_age_seconds', 'Time since the newest file came in, by source', ['source']);
  const jobs = gauge('job_slots', 'Job slots by state; lost: a lease that ran out', ['job', 'state']);

  api.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  api.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const found = await inSnapshot(db, (trx) => vitals(trx, scope, {}, now()));
    for (const one of [dataAge, arrivedAge, jobs]) one.reset();
    for (const { source, dataAgeSeconds, arrivedAgeSeconds } of found.sources) {
      if (dataAgeSeconds !== null) dataAge.set({ source }, dataAgeSeconds);
      if (arrivedAgeSeconds !== null) arrivedAge.set({ source }, arrivedAgeSeconds);
    }
    for (const { job, state, n } of found.jobs) jobs.set({ job, state }, n);
    return reply.type(register.contentType).send(await register.metrics());
  });
}
