import type { DealApproval } from '@rapport/core';
import { decideApproval } from '@rapport/core/pipeline';
import { html, nothing } from 'lit';
import { formatDate, formatRelative } from '../messages/index.ts';
import type { CardContext } from './card-context.ts';
import { approverName } from './refusal-words.ts';
import { section, unread } from './section.ts';

const tones = { requested: 'warning', approved: 'good', declined: 'bad' } as const;
const said = { requested: 'requestedApproval', approved: 'approvedApproval', declined: 'declinedApproval' } as const;

/** Who was asked to agree, and what they said. Nothing is shown where nobody was. */
export function approvalsSection(context: CardContext): unknown {
  const { words, records } = context;
  const snapshot = records.approvals.snapshot;
  const title = words.text('dealApprovals');
  if (snapshot?.status === 'error') return section(context, 'approvals', title, unread(snapshot.error, words));
  const approvals = snapshot?.records ?? [];
  if (approvals.length === 0) return nothing;
  return section(
    context,
    'approvals',
    title,
    html`<ul class="approvals">
      ${approvals.map((approval) => row(context, approval))}
    </ul>`,
  );
}

function row(context: CardContext, approval: DealApproval): unknown {
  const { words, users, stages, now, timeZone } = context;
  const { status, decidedBy, decidedAt, requestedBy, createdAt, note, by } = approval;
  const at = decidedAt ?? createdAt;
  const person = users.get((status === 'requested' ? requestedBy : decidedBy) ?? '')?.name;
  const time = html`<time
    datetime=${at}
    title=${formatDate(at, words.locale, { dateStyle: 'full', timeStyle: 'short', timeZone })}
    >${formatRelative(at, now, words.locale)}</time
  >`;
  return html`<li>
    <span class=${`tag ${tones[status]}`}>${words.text(said[status])}</span>
    <span class="what"
      ><span
        >${words.rich('approvalFor', {
          approver: html`<bdi>${approverName(context, by)}</bdi>`,
          stage: html`<bdi>${stages.find(({ id }) => id === approval.stage)?.name ?? '–'}</bdi>`,
        })}</span
      >
      <span class="small muted"
        >${person === undefined ? time : words.rich(status === 'requested' ? 'approvalAskedBy' : 'approvalDecidedBy', { person: html`<bdi>${person}</bdi>`, time })}</span
      >
      ${note ? html`<span class="small" dir="auto">${note}</span>` : nothing}</span
    >
    ${status === 'requested' ? decisionButtons(context, approval) : nothing}
  </li>`;
}

/** For whoever may decide; to others nothing is offered. */
function decisionButtons(context: CardContext, approval: DealApproval): unknown {
  const { words, records, decisions, mayWrite } = context;
  const teams = records.teams.snapshot?.records ?? [];
  const decided = (approve: boolean) => decideApproval(approval, { approve }, teams, decisions);
  if (!mayWrite('dealApproval') || !decided(true).ok) return nothing;
  const decide = (approve: boolean): void =>
    context.decide('approvals', 'deal.decideApproval', decided(approve), words.text('approvalSaid'));
  return html`<span class="buttons">
    <button class="button" type="button" @click=${() => decide(true)}>${words.text('approve')}</button>
    <button class="button" type="button" @click=${() => decide(false)}>${words.text('decline')}</button>
  </span>`;
}
