import { passwordLength } from './password-length.ts';
import { t } from './messages.ts';

export type FormErrors = Partial<Record<'email' | 'password' | 'displayName', string>>;

/** What is wrong before asking the server; it decides in the end. */
export function checkForm(values: { email?: string; password?: string; displayName?: string }): FormErrors {
  const errors: FormErrors = {};
  if (values.email !== undefined && !/^\S+@\S+\.\S+$/.test(values.email.trim())) errors.email = t('emailInvalid');
  if (values.displayName !== undefined && !values.displayName.trim()) errors.displayName = t('nameMissing');
  const length = [...(values.password ?? '')].length;
  if (values.password !== undefined && length < passwordLength.minimum) {
    errors.password = t('passwordShort', { minimum: passwordLength.minimum, missing: passwordLength.minimum - length });
  }
  return errors;
}
