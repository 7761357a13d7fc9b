import type { CorrectionAsked, CorrectionReply, CorrectionsReply } from '../../api/contract/corrections.ts';
import { post, type Failure } from '../ask.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { count } from '../i18n/words.svelte.ts';
import { resource, type Resource } from '../resource.svelte.ts';

/** A correction of what came in, from the asking to what came of it. Make it while a component is set up. */
export class Correction {
  #asked = $state<{ kind: CorrectionAsked['kind']; correction: string } | null>(null);
  failure = $state<Failure | null>(null);
  readonly #url = $derived(this.#asked === null ? null : `/api/v1/corrections?correction=${this.#asked.correction}`);
  /** Of what was asked last. */
  readonly #reply: CorrectionsReply | null = $derived.by(() =>
    this.#url !== null && this.#res.url === this.#url ? this.#res.data : null,
  );
  readonly #res: Resource<CorrectionsReply> = resource(
    () => (this.#reply === null || this.#reply.state === 'waiting' ? this.#url : null),
    { everyMs: 1_000 },
  );

  async ask(asked: CorrectionAsked): Promise<void> {
    const answer = await post<CorrectionReply>('/api/v1/corrections', asked);
    this.failure = 'failure' in answer ? answer.failure : null;
    if ('data' in answer) this.#asked = { kind: asked.kind, correction: answer.data.correction };
  }

  /** null: nothing was asked. */
  get state(): CorrectionsReply['state'] | null {
    return this.#asked === null ? null : (this.#reply?.state ?? 'waiting');
  }

  get said(): string {
    if (this.#asked === null) return '';
    if (this.state === 'failed') return t('life.failed');
    if (this.state !== 'done') return t('life.working');
    const { cases, taken, refused } = this.#reply!;
    return this.#asked.kind === 'withdraw'
      ? t('life.withdrawn', { n: count(cases) })
      : t('life.replayed', { n: count(taken), left: count(refused) });
  }
}
