import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { DossierLine } from '$lib/backend/bindings/DossierLine';
import type { NewDossierForm } from '$lib/backend/bindings/NewDossierForm';
import type { SetLine } from '$lib/backend/bindings/SetLine';
import type { SetRef } from '$lib/backend/bindings/SetRef';
import { Application } from '$lib/office/application.svelte';
import { fakeBackend } from '$lib/testing/fake';

import { keyOf, NewDossierDesk } from './new-dossier.svelte';

function set(id: string): SetLine {
  return {
    id,
    version: '1',
    title: id,
    year: 2024,
    kind: 'commune',
    official: false,
    statement: '',
    appliesTo: null,
    items: 1,
    maxPoints: '1',
  };
}

function form(of: SetRef): NewDossierForm {
  return {
    set: of,
    profile: {
      name: 'UBND xã Đức Liễu',
      kind: 'commune',
      superiorBody: '',
      issuingBody: '',
      receivingOffice: '',
      place: '',
      symbol: '',
      authority: [],
      signerPost: '',
      signerName: '',
      preparedBy: '',
      recipients: [],
      fileCopy: '',
    },
    round: {
      title: `Đợt theo ${of.id}`,
      receivingOffice: 'Sở Nội vụ',
      document: { number: '', date: '', issuer: '', subject: '', kind: '', citeOnly: false },
      deadlines: [{ name: 'due', label: 'Hạn nộp', date: '' }],
    },
    carryFrom: null,
  };
}

async function deskWith(
  calls: Partial<Backend>,
  earlier: DossierLine[] = [],
): Promise<NewDossierDesk> {
  const backend = fakeBackend({
    criteriaSets: () => Promise.resolve([set('a'), set('b')]),
    newDossierForm: (of) => Promise.resolve(form(of)),
    ...calls,
  });
  const desk = new NewDossierDesk(new Application(backend), earlier);
  await desk.load();
  return desk;
}

describe('a new dossier', () => {
  it('goes no further without a set', async () => {
    const desk = await deskWith({});
    await desk.next();
    expect(desk.step).toBe('set');
  });

  it('carries over from earlier years of the same kind of unit alone', async () => {
    const line = (id: string, year: number, kind: DossierLine['kind']) =>
      ({ id, year, kind }) as DossierLine;
    const desk = await deskWith({}, [
      line('older', 2022, 'commune'),
      line('last', 2023, 'commune'),
      line('department', 2023, 'department'),
      line('now', 2024, 'commune'),
    ]);
    desk.chosen = keyOf(set('a'));
    expect(desk.sources.map(({ id }) => id)).toEqual(['last', 'older']);
  });

  it('keeps what was typed when another set is chosen, and proposes the rest anew', async () => {
    const desk = await deskWith({});
    desk.chosen = keyOf(set('a'));
    await desk.next();
    desk.form!.round.receivingOffice = 'Phòng Nội vụ';
    desk.form!.round.deadlines[0]!.date = '10/12/2024';
    desk.back();
    desk.chosen = keyOf(set('b'));
    await desk.next();
    expect(desk.form!.set.id).toBe('b');
    expect(desk.form!.round.title).toBe('Đợt theo b');
    expect(desk.form!.round.receivingOffice).toBe('Phòng Nội vụ');
    expect(desk.form!.round.deadlines[0]!.date).toBe('10/12/2024');
  });

  it('stays at a date that is none', async () => {
    const desk = await deskWith({});
    desk.chosen = keyOf(set('a'));
    await desk.next();
    desk.form!.round.deadlines[0]!.date = '31/02/2024';
    await desk.next();
    expect(desk.step).toBe('round');
    desk.form!.round.deadlines[0]!.date = '29/02/2024';
    await desk.next();
    expect(desk.step).toBe('unit');
  });

  it('shows a refusal where it belongs and keeps everything typed', async () => {
    const refused = { code: 'round', message: 'Ngày sai', faults: ['Hạn nộp'] };
    const newDossier = vi.fn(() => Promise.reject(refused));
    const desk = await deskWith({ newDossier });
    desk.chosen = keyOf(set('a'));
    await desk.next();
    await desk.next();
    desk.form!.profile.name = 'UBND phường Mẫu';
    await desk.make();
    expect(desk.refusal).toEqual(refused);
    expect(desk.step).toBe('round');
    expect(desk.form!.profile.name).toBe('UBND phường Mẫu');
    expect(desk.touched).toBe(true);
  });

  it('keeps every fault of a set read from a file, and the choice made before', async () => {
    const faults = Array.from({ length: 40 }, (_, number) => `Lỗi ${number}`);
    const refused = { code: 'criteria', message: 'Tệp lỗi', faults };
    const desk = await deskWith({ readCriteriaSet: () => Promise.reject(refused) });
    desk.chosen = keyOf(set('a'));
    await desk.readFile();
    expect(desk.faulty?.faults).toHaveLength(40);
    expect(desk.set?.id).toBe('a');
  });

  it('chooses the set read from a file and shows it once', async () => {
    const desk = await deskWith({ readCriteriaSet: () => Promise.resolve(set('b')) });
    await desk.readFile();
    expect(desk.set?.id).toBe('b');
    expect(desk.sets!.map((one) => one.id)).toEqual(['b', 'a']);
  });
});
