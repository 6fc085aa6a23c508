import type { Config, Wave } from '../config/config.ts';
import type { SurveyFile, SurveyWave } from '../records/index.ts';

/** A wave that was read, with what the configuration knows of it. */
export interface ReadWave extends Wave {
  readonly record: SurveyWave;
}

/** What was read of surveys. A wave that the configuration does not name any more is none. */
export class Surveys {
  readonly #config: Config['surveys'];
  readonly #waves = new Map<string, SurveyWave>();
  readonly #files = new Map<string, SurveyFile>();

  constructor({ surveys }: Pick<Config, 'surveys'>) {
    this.#config = surveys;
  }

  put(record: SurveyWave | SurveyFile): void {
    if (record.kind === 'survey_wave') this.#waves.set(record.id, record);
    else this.#files.set(record.id, record);
  }

  /** By close. */
  get waves(): readonly ReadWave[] {
    return (this.#config?.waves ?? []).flatMap((wave) => {
      const record = this.#waves.get(`${wave.audience}/${wave.id}`);
      return record ? [{ ...wave, record }] : [];
    });
  }

  /** By name. */
  get refused(): readonly SurveyFile[] {
    const refused = [...this.#files.values()].filter(({ problems }) => problems.length > 0);
    return refused.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
