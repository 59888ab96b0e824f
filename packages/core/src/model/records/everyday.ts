import { activity } from './activity.ts';
import { company } from './company.ts';
import { consent } from './consent.ts';
import { contact } from './contact.ts';
import { deal, stageChange } from './deal.ts';
import { exchangeRate } from './exchange-rate.ts';
import { pipeline, stage } from './pipeline.ts';
import { task } from './task.ts';
import { message, ticket } from './ticket.ts';
import { user } from './user.ts';

/** The record types that most pages show: every page carries them. */
export const everydayTypes = {
  contact,
  company,
  user,
  pipeline,
  stage,
  deal,
  stageChange,
  exchangeRate,
  activity,
  task,
  ticket,
  message,
  consent,
} as const;
