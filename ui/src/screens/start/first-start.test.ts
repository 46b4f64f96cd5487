import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { ProfileForm } from '$lib/backend/bindings/ProfileForm';
import type { StartView } from '$lib/backend/bindings/StartView';
import { Application } from '$lib/office/application.svelte';
import { fakeBackend } from '$lib/testing/fake';
import { workspaceWith } from '$lib/testing/stage';

import { FirstStartDesk } from './first-start.svelte';

function started(condition: StartView['condition']): StartView {
  return {
    version: '1',
    condition,
    dataFile: 'cchc.db',
    dataFolder: '',
    logFile: '',
    settings: {
      textSize: 100,
      theme: 'light',
      oneAtATime: false,
      person: '',
      post: '',
      owner: '',
      knowsUnencrypted: false,
      profile: null,
    },
    packageGiven: false,
    home: null,
    warnings: [],
  };
}

const proposal = (kind: ProfileForm['kind'], name: string, place: string): ProfileForm => ({
  kind,
  name,
  place,
  superiorBody: '',
  issuingBody: name.replace('UBND', 'Ủy ban nhân dân'),
  receivingOffice: '',
  symbol: kind === 'commune' ? 'BC-UBND' : 'BC',
  authority: [],
  signerPost: 'CHỦ TỊCH',
  signerName: '',
  preparedBy: '',
  recipients: [],
  fileCopy: 'Lưu: VT',
});

function deskWith(calls: Partial<Backend> = {}) {
  const proposeProfile: Backend['proposeProfile'] = (...given) =>
    Promise.resolve(proposal(...given));
  const saveSettings = vi.fn(() => Promise.resolve());
  const application = new Application(fakeBackend({ proposeProfile, saveSettings, ...calls }));
  application.take(started('first'));
  return { application, saveSettings, desk: new FirstStartDesk(application) };
}

describe('the first start', () => {
  beforeEach(() => {
    window.matchMedia = () => ({ matches: false }) as MediaQueryList;
  });

  it('asks for the name before it goes on', async () => {
    const { desk } = deskWith();
    await desk.next();
    expect(desk.step).toBe('unit');
    expect(desk.nameMissing).toBe(true);
  });

  it('proposes anew after a step back and keeps what was corrected by hand', async () => {
    const { desk } = deskWith();
    desk.profile.name = 'UBND xã Đức Liễu';
    await desk.next();
    desk.person = 'Trần Thị Thí Dụ';
    await desk.next();
    expect(desk.profile.issuingBody).toBe('Ủy ban nhân dân xã Đức Liễu');
    expect(desk.profile.preparedBy).toBe('Trần Thị Thí Dụ');
    desk.profile.signerPost = 'QUYỀN CHỦ TỊCH';
    desk.back();
    desk.back();
    desk.profile.name = 'UBND xã Đức Phong';
    await desk.next();
    await desk.next();
    expect(desk.profile.issuingBody).toBe('Ủy ban nhân dân xã Đức Phong');
    expect(desk.profile.signerPost).toBe('QUYỀN CHỦ TỊCH');
  });

  it('keeps everything typed when the data file cannot be made', async () => {
    const refused = { code: 'denied', message: 'Không ghi được', faults: [] };
    const { desk, application, saveSettings } = deskWith({
      createDataFile: () => Promise.reject(refused),
    });
    desk.profile.name = 'UBND xã Đức Liễu';
    desk.person = 'Lan';
    await desk.next();
    await desk.next();
    await desk.next();
    expect(desk.refusal).toEqual(refused);
    expect(desk.step).toBe('check');
    expect(desk.profile.name).toBe('UBND xã Đức Liễu');
    expect(application.started?.condition).toBe('first');
    expect(saveSettings).toHaveBeenCalledWith(expect.objectContaining({ person: 'Lan' }));
  });

  it('opens the sample in the new data file', async () => {
    const { desk, application } = deskWith({
      openSample: () => Promise.resolve('sample'),
      start: () => Promise.resolve(started('ready')),
      openDossier: (id) => Promise.resolve(workspaceWith({ id })),
    });
    await desk.openSample();
    expect(application.started?.condition).toBe('ready');
    expect(application.dossier?.id).toBe('sample');
  });
});
