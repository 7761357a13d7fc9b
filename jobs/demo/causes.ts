import type { Journey } from './journey.ts';
import type { Kind } from './kind.ts';
import { DAY_MS, dayOfLocal, type Local, type OfficeTime } from './office-time.ts';

/** Limits the rescued county fears, working days: completion inspection (HV), acceptance to energising (LV). */
const FEARED = { completion: 7, lowVoltage: 5 };

/** Suspends a clock close to its limit until shortly before the work is done. */
export function rescue(journey: Journey, kind: Kind, accepted: Local): void {
  const { office, steps } = journey;
  const energised = steps.find((step) => step.name === '送电')?.finished;
  const reported = steps.find((step) => step.name === '竣工报验')?.arrived;
  const inspected = steps.findLast((step) => step.name === '竣工验收')?.finished;
  const [from, to, limit] = kind.highVoltage
    ? [reported, inspected, FEARED.completion]
    : [accepted, energised, FEARED.lowVoltage];
  if (from === undefined || to === undefined) return;
  if (office.at(to) - office.at(from) < 0.85 * limit) return;
  const start = office.after(from, 0.82 * limit);
  const end = office.after(to, -0.3);
  if (end > start) journey.suspensions.push({ from: start, to: end, reason: '客户申请延期' });
}

/** Enters the company's last steps of a month at once, by one operator, on the month's last working day. */
export function backEnter(journey: Journey): void {
  const { office, steps } = journey;
  for (let last = steps.length - 1; last >= 1; last--) {
    if (steps[last]!.department === '') continue;
    let first = last;
    while (
      first > 1 &&
      steps[first - 1]!.department !== '' &&
      sameMonth(steps[first - 1]!.finished, steps[last]!.finished)
    )
      first--;
    if (last - first < 2) continue;
    const moment = monthEnd(office, steps[last]!.finished);
    const next = steps[last + 1];
    if (steps[first]!.arrived > moment) continue;
    if (next !== undefined && next.finished < moment + 600_000) continue;
    for (let i = first; i <= last; i++) {
      const step = steps[i]!;
      step.arrived = i === first ? step.arrived : moment + (i - first - 1) * 100_000 + 60_000;
      step.started = moment + (i - first) * 100_000;
      step.finished = step.started + 60_000;
      step.operator = steps[first]!.operator;
    }
    if (next !== undefined) next.arrived = steps[last]!.finished;
    if (next !== undefined) next.started = Math.max(next.started, next.arrived);
    else journey.now = steps[last]!.finished;
    last = first;
  }
}

const sameMonth = (a: Local, b: Local) =>
  new Date(a).toISOString().slice(0, 7) === new Date(b).toISOString().slice(0, 7);

/** 16:10 on the last working day of a moment's month. */
function monthEnd(office: OfficeTime, local: Local): Local {
  const date = new Date(local);
  let day = dayOfLocal(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)) - 1;
  while (!office.isWorking(day)) day--;
  return day * DAY_MS + 16 * 3_600_000 + 600_000;
}
