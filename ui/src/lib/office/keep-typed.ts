/** A form as proposed anew, with each field that was changed by hand since it was proposed before. */
export function keepTyped<T extends object>(proposed: T, typed: T, before: T): T {
  const differs = (key: keyof T) => JSON.stringify(typed[key]) !== JSON.stringify(before[key]);
  const keys = (Object.keys(typed) as (keyof T)[]).filter(differs);
  return { ...proposed, ...Object.fromEntries(keys.map((key) => [key, typed[key]])) };
}
