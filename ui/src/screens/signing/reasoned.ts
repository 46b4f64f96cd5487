import { signing as words } from '$lib/words';

/** The words with which a written reason is asked for. */
export interface Reasoned {
  title: string;
  text: string;
  reason: string;
  hint: string;
  missing: string;
  action: string;
  told: string;
}

export const reopening: Reasoned = {
  title: words.reopenTitle,
  text: words.reopenText,
  reason: words.reason,
  hint: words.reasonHint,
  missing: words.reasonMissing,
  action: words.reopenDo,
  told: words.reopenedTold,
};

export const withdrawal: Reasoned = {
  title: words.withdrawTitle,
  text: words.withdrawText,
  reason: words.withdrawReason,
  hint: words.withdrawHint,
  missing: words.withdrawMissing,
  action: words.withdrawDo,
  told: words.withdrawnTold,
};

export const givingBack: Reasoned = {
  title: words.giveBackTitle,
  text: words.giveBackText,
  reason: words.giveBackReason,
  hint: words.giveBackHint,
  missing: words.giveBackMissing,
  action: words.giveBackDo,
  told: words.givenBackTold,
};
