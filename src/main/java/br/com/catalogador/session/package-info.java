/**
 * One verticle per logged-in user, and the directory that deploys it at login and removes it at
 * logout or after idle time.
 *
 * <p>Holds the user's broker socket; asks cache and analysis over the bus. No HTTP, no token: the
 * web room pairs tokens with sessions.
 */
package br.com.catalogador.session;
