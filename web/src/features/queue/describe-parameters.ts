import type { Catalog } from '#web/data/catalog-lookup.ts';
import type { Job } from '#web/data/jobs.ts';

/** What was asked, in the words and the order of the model's form; names and values that it no longer knows speak for themselves. */
export function describeParameters(
  job: Pick<Job, 'model' | 'parameters'>,
  catalog: Catalog | undefined,
): Array<readonly [title: string, value: string]> {
  const form = catalog?.models.find((model) => model.id === job.model)?.parameters ?? [];
  const place = (name: string) => form.findIndex((parameter) => parameter.name === name);
  return Object.entries(job.parameters)
    .toSorted(([one], [other]) => place(one) - place(other))
    .map(([name, value]) => {
      const parameter = form[place(name)];
      const choice =
        parameter?.kind === 'choice' ? parameter.choices?.find((one) => one.value === value)?.title : undefined;
      return [parameter?.title ?? name, choice ?? String(value)];
    });
}
