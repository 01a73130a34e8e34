import { consume } from '@lit/context';
import { LitElement, css, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { hasRight, type Right } from '../../../domain/access/rights.ts';
import { deskTopic } from '../../../domain/api/api.ts';
import type { StaffMeAnswer } from '../../../domain/api/official-api.ts';
import { ApiError, type ApiClient } from '../../../sync/api-client.ts';
import { watch } from '../../../sync/realtime.ts';
import { LiveFeed, type FeedPace } from '../../device/live-feed.ts';
import { controls, theme } from '../../theme/theme.ts';
import { actionStyle } from '../action/action.ts';
import { clientContext, feedContext, staffContext, type FeedWays } from './context.ts';

/**
 * How often what changes a few times a day is asked for, ms: the server tells of changes, so this is for when it could not;
 * ages are drawn in minutes.
 */
const deskPace: Partial<FeedPace> = { poll: 60_000, gather: 1000, stale: 150_000, tick: 30_000 };

export interface DeskFeedOptions {
  /** Told of every answer, after it can be read. */
  onAnswer?: () => void;
  /** Told of every failure; `refused` is fired for a lost session when it is left out. */
  onFault?: (fault: ApiError) => void;
  pace?: Partial<FeedPace>;
}

/**
 * What the pages of officials, and parts of them, have in common: who is signed in, what asks the server for them, and an answer of a desk that is
 * kept fresh. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
export abstract class StaffElement extends LitElement {
  static override styles: CSSResultGroup = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      .action-said:has(p) {
        margin-bottom: var(--gap);
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @consume({ context: feedContext, subscribe: true })
  @property({ attribute: false })
  feed: FeedWays = {};

  protected may(right: Right): boolean {
    return hasRight(this.staff?.roles ?? [], right);
  }

  /** An answer that is asked for anew whenever a desk changes. Made once, before the first drawing (willUpdate). */
  protected deskFeed<Answer>(
    ask: () => Promise<Answer>,
    { onAnswer = () => undefined, onFault = (fault) => this.#lost(fault), pace }: DeskFeedOptions = {},
  ): LiveFeed<Answer> {
    return new LiveFeed(this, {
      ask,
      listen: this.feed.listen ?? ((changed) => watch(this.client, deskTopic, changed)),
      onAnswer,
      onFault,
      pace: { ...deskPace, ...pace, ...this.feed.pace },
    });
  }

  #lost(fault: ApiError): void {
    if (fault.code === 'sign-in') this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}
