import type { FindingPlace } from '$lib/backend/bindings/FindingPlace';
import type { Place } from '$lib/office/application.svelte';
import { review } from '$lib/words';

/** Where a finding leads, with the words that the person sees for it. */
export interface Destination {
  place: Place;
  /** What it is about: an item's code, or the kind of thing. */
  subject: string;
  /** The code, where it is an item. */
  code: string | null;
  label: string;
}

export function destination(place: FindingPlace): Destination {
  if (place === 'profile' || place === 'report') {
    const [subject, label] =
      place === 'profile' ? [review.profile, review.toProfile] : [review.report, review.toReport];
    return { place: { screen: 'signing', section: place }, subject, code: null, label };
  }
  if ('item' in place) {
    const code = place.item;
    return { place: { screen: 'scoring', code }, subject: code, code, label: review.toItem };
  }
  return {
    place: { screen: 'evidence', evidence: place.evidence },
    subject: review.evidence,
    code: null,
    label: review.toEvidence,
  };
}
