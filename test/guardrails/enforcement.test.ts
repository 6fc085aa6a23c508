import { describe, expect, it } from 'vitest';
import { concerning, enforcements, waiverOf } from '../../exporter/guardrails/enforcement.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { at, broken, configuration, dunno, noon, standing, waiver } from './fixture.ts';

const configured = (...waivers: readonly ReturnType<typeof waiver>[]) => configuration({ waivers });
const failure = (team: string, more: Partial<Standing> = {}) => standing('change_failure', team, ['slow_down'], more);

describe('a waiver', () => {
  const line = failure('web', broken(at(80)));
  it('is for the line of a team', () => {
    const own = waiver('change_failure', 'web');
    expect(waiverOf(line, configured(own))).toBe(own);
    expect(waiverOf(line, configured(waiver('change_failure', 'core')))).toBeUndefined();
    expect(waiverOf(line, configured(waiver('page_share', 'web')))).toBeUndefined();
    expect(waiverOf(line, configured())).toBeUndefined();
  });
  it('for all is for every team and the organisation', () => {
    const all = waiver('change_failure', 'all');
    for (const team of ['web', 'core', 'all']) expect(waiverOf(failure(team), configured(all))).toBe(all);
  });
  it('of one team is none of the organisation, but lets that team alone', () => {
    const own = waiver('change_failure', 'web');
    expect(waiverOf(failure('all'), configured(own))).toBeUndefined();
    expect(waiverOf(failure('all'), configured(own), 'web')).toBe(own);
    expect(waiverOf(failure('all'), configured(own), 'core')).toBeUndefined();
  });
  it('is over at its end', () => {
    expect(waiverOf(line, configured(waiver('change_failure', 'web', { untilAt: noon + 1 })))).toBeDefined();
    expect(waiverOf(line, configured(waiver('change_failure', 'web', { untilAt: noon })))).toBeUndefined();
  });
  it('holds from its beginning on, and takes nothing away before', () => {
    expect(waiverOf(line, configured(waiver('change_failure', 'web', { fromAt: noon })))).toBeDefined();
    expect(waiverOf(line, configured(waiver('change_failure', 'web', { fromAt: noon + 1 })))).toBeUndefined();
  });
  it('that ends last is the one that counts', () => {
    const [early, late] = [waiver('change_failure', 'web'), waiver('change_failure', 'all', { untilAt: at(95) })];
    expect(waiverOf(line, configured(early, late))).toBe(late);
    expect(waiverOf(line, configured(late, early))).toBe(late);
  });
});

describe('a team', () => {
  it('is concerned by its own lines and by those of the organisation', () => {
    const [web, core, all] = [failure('web'), failure('core'), failure('all')];
    expect(concerning('web', [web, core, all])).toEqual([web, all]);
    expect(concerning('all', [web, core, all])).toEqual([all]);
  });
});

describe('an action', () => {
  const active = (standings: readonly Standing[], config = configured()) =>
    enforcements(standings, config).map(({ action, team, isActive }) => `${action} ${team} ${isActive}`);

  it('is in force while one of the lines that name it is broken', () => {
    const pause = standing('pause', 'web', ['pause_features', 'escalate'], broken(at(70)));
    expect(active([failure('web'), failure('core', broken(at(80))), pause])).toEqual([
      'pause_features web true',
      'slow_down web false',
      'slow_down core true',
      'escalate web true',
    ]);
    const other = standing('other', 'web', ['slow_down'], broken(at(81)));
    expect(active([failure('web'), other])).toEqual(['slow_down web true']);
  });
  it('of the organisation is in force for everybody', () => {
    expect(active([failure('web'), failure('all', broken(at(80)))])).toEqual([
      'slow_down web true',
      'slow_down core true',
      'slow_down all true',
    ]);
    expect(active([failure('web', broken(at(80))), failure('all')])).toEqual([
      'slow_down web true',
      'slow_down core false',
      'slow_down all false',
    ]);
  });
  it('is not in force while its line is waived, which another line does not share', () => {
    const line = failure('web', broken(at(80)));
    const own = waiver('change_failure', 'web');
    expect(active([line], configured(own))).toEqual(['slow_down web false']);
    expect(active([line], configured({ ...own, untilAt: noon }))).toEqual(['slow_down web true']);
    const other = standing('other', 'web', ['slow_down'], broken(at(81)));
    expect(active([line, other], configured(own))).toEqual(['slow_down web true']);
  });
  it('of the organisation may be waived for a team, or for all', () => {
    const all = failure('all', broken(at(80)));
    expect(active([all], configured(waiver('change_failure', 'web')))).toEqual([
      'slow_down web false',
      'slow_down core true',
      'slow_down all true',
    ]);
    expect(active([all], configured(waiver('change_failure', 'all')))).toEqual([
      'slow_down web false',
      'slow_down core false',
      'slow_down all false',
    ]);
  });
  it('is left out where none of its lines is known', () => {
    expect(active([failure('web', dunno('stale')), failure('core')])).toEqual(['slow_down core false']);
    const other = standing('other', 'web', ['slow_down']);
    expect(active([failure('web', dunno('stale')), other])).toEqual(['slow_down web false']);
  });
  it('is left out where no line names it', () => {
    expect(active([standing('size', 'web', [], broken(at(80)))])).toEqual([]);
  });
});
