/** The contract's bounds, repeated because the contract brings its schemas along; a test holds them equal. */
export const passwordLength = { minimum: 10, maximum: 200 } as const;
