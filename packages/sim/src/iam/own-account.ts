/** A token that opens nothing but a simulator, for whoever does not say whose it is to be. */
export const ACCESS_TOKEN = 'gcepool-simulator-token';
/** Whose that token is. */
export const ACCOUNT_EMAIL = 'gcepool@simulator.invalid';
