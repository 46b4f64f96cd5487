import type { FindingPlace } from '$lib/backend/bindings/FindingPlace';
import type { Place } from '$lib/office/application.svelte';

/** Where a finding leads in the window. */
export function placeOf(place: FindingPlace): Place {
  if (place === 'profile' || place === 'report') return { screen: 'signing', section: place };
  return 'item' in place
    ? { screen: 'scoring', code: place.item }
    : { screen: 'evidence', evidence: place.evidence };
}
